// Generated from the spec by vidu-codegen: do not edit.

use crate::word::{UnknownWord, Word, word_form};

/// A model: what it takes differs by vendor, page and month.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Model {
    /// `viduq3-pro`.
    ViduQ3Pro,
    /// `viduq2-pro`.
    ViduQ2Pro,
    /// `viduq2-turbo`.
    ViduQ2Turbo,
    /// `viduq2-pro-fast`.
    ViduQ2ProFast,
    /// `viduq1`.
    ViduQ1,
    /// `viduq1-classic`.
    ViduQ1Classic,
    /// `vidu2.0`.
    Vidu20,
    /// `vidu1.5`.
    Vidu15,
    /// A word that the vocabulary does not have.
    Unknown(UnknownWord),
}

impl Word for Model {
    const SET: &'static str = "model";

    const KNOWN: &'static [Self] = &[
        Self::ViduQ3Pro,
        Self::ViduQ2Pro,
        Self::ViduQ2Turbo,
        Self::ViduQ2ProFast,
        Self::ViduQ1,
        Self::ViduQ1Classic,
        Self::Vidu20,
        Self::Vidu15,
    ];

    fn as_str(&self) -> &str {
        match self {
            Self::ViduQ3Pro => "viduq3-pro",
            Self::ViduQ2Pro => "viduq2-pro",
            Self::ViduQ2Turbo => "viduq2-turbo",
            Self::ViduQ2ProFast => "viduq2-pro-fast",
            Self::ViduQ1 => "viduq1",
            Self::ViduQ1Classic => "viduq1-classic",
            Self::Vidu20 => "vidu2.0",
            Self::Vidu15 => "vidu1.5",
            Self::Unknown(word) => word.as_str(),
        }
    }

    fn position(&self) -> usize {
        match self {
            Self::ViduQ3Pro => 0,
            Self::ViduQ2Pro => 1,
            Self::ViduQ2Turbo => 2,
            Self::ViduQ2ProFast => 3,
            Self::ViduQ1 => 4,
            Self::ViduQ1Classic => 5,
            Self::Vidu20 => 6,
            Self::Vidu15 => 7,
            Self::Unknown(_) => usize::MAX,
        }
    }

    fn unknown(word: UnknownWord) -> Self {
        Self::Unknown(word)
    }
}
word_form!(Model);

/// The height class of a video.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Resolution {
    /// `360p`.
    P360,
    /// `540p`.
    P540,
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
    /// A word that the vocabulary does not have.
    Unknown(UnknownWord),
}

impl Word for Resolution {
    const SET: &'static str = "resolution";

    const KNOWN: &'static [Self] = &[Self::P360, Self::P540, Self::P720, Self::P1080];

    fn as_str(&self) -> &str {
        match self {
            Self::P360 => "360p",
            Self::P540 => "540p",
            Self::P720 => "720p",
            Self::P1080 => "1080p",
            Self::Unknown(word) => word.as_str(),
        }
    }

    fn position(&self) -> usize {
        match self {
            Self::P360 => 0,
            Self::P540 => 1,
            Self::P720 => 2,
            Self::P1080 => 3,
            Self::Unknown(_) => usize::MAX,
        }
    }

    fn unknown(word: UnknownWord) -> Self {
        Self::Unknown(word)
    }
}
word_form!(Resolution);

/// The shape of a video, width to height.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AspectRatio {
    /// `16:9`.
    Ratio16x9,
    /// `9:16`.
    Ratio9x16,
    /// `1:1`.
    Ratio1x1,
    /// A word that the vocabulary does not have.
    Unknown(UnknownWord),
}

impl Word for AspectRatio {
    const SET: &'static str = "aspect_ratio";

    const KNOWN: &'static [Self] = &[Self::Ratio16x9, Self::Ratio9x16, Self::Ratio1x1];

    fn as_str(&self) -> &str {
        match self {
            Self::Ratio16x9 => "16:9",
            Self::Ratio9x16 => "9:16",
            Self::Ratio1x1 => "1:1",
            Self::Unknown(word) => word.as_str(),
        }
    }

    fn position(&self) -> usize {
        match self {
            Self::Ratio16x9 => 0,
            Self::Ratio9x16 => 1,
            Self::Ratio1x1 => 2,
            Self::Unknown(_) => usize::MAX,
        }
    }

    fn unknown(word: UnknownWord) -> Self {
        Self::Unknown(word)
    }
}
word_form!(AspectRatio);

/// How far things move within the picture.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MovementAmplitude {
    /// `auto`.
    Auto,
    /// `small`.
    Small,
    /// `medium`.
    Medium,
    /// `large`.
    Large,
    /// A word that the vocabulary does not have.
    Unknown(UnknownWord),
}

impl Word for MovementAmplitude {
    const SET: &'static str = "movement_amplitude";

    const KNOWN: &'static [Self] = &[Self::Auto, Self::Small, Self::Medium, Self::Large];

    fn as_str(&self) -> &str {
        match self {
            Self::Auto => "auto",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Unknown(word) => word.as_str(),
        }
    }

    fn position(&self) -> usize {
        match self {
            Self::Auto => 0,
            Self::Small => 1,
            Self::Medium => 2,
            Self::Large => 3,
            Self::Unknown(_) => usize::MAX,
        }
    }

    fn unknown(word: UnknownWord) -> Self {
        Self::Unknown(word)
    }
}
word_form!(MovementAmplitude);

/// Novita: its current revision, and all revisions by month.
pub mod novita {
    pub use v2026_02::*;

    /// The pages of Novita as of 2026-02.
    pub mod v2026_02 {
        use crate::generated::*;
        use crate::form::*;

        /// Stands for this revision in the types of calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Api {}

        impl Vendor for Api {
            fn revision() -> &'static Revision {
                &SPEC.revisions[0]
            }
        }

        /// Makes a video that begins with a given picture.
        ///
        /// `POST` `/v3/async/vidu-2.0-img2video`
        ///
        /// | `duration` | `resolution` |
        /// | --- | --- |
        /// | **4** | **`360p`**, `720p`, `1080p` |
        /// | **8** | **`720p`** |
        ///
        /// A row allows every combination of its cells; bold is the default, given the columns before it.
        ///
        /// Source: <https://novita.ai/docs/api-reference/model-apis-vidu-2.0-img2video>, read in 2026-02.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Img2Video {
            /// The picture that the video begins with.
            ///
            /// Given as URL, data URI in base64. Formats: png, jpeg, jpg, webp. Width to height from 1:4 to 4:1. Size: at most 50MB. Inside a data URI, decoded: less than 10MB. A list that takes exactly one picture. A data URI must name its content type, as in `data:image/png;base64,`.
            ///
            /// The page does not state: least size in pixels.
            pub image: Image,
            /// What happens in the video, in words.
            ///
            /// At most 1500 characters.
            pub prompt: Option<String>,
            /// The length of the video in seconds.
            pub duration: Option<i64>,
            /// The number that chance starts from: the same seed gives a similar video.
            ///
            /// Drawn by chance when absent. A value given by hand is used instead of a random one.
            ///
            /// The page does not state: values and default.
            pub seed: Option<i64>,
            /// The height class of the video.
            pub resolution: Option<Resolution>,
            /// How far things move within the picture.
            pub movement_amplitude: Option<MovementAmplitude>,
            /// Whether the vendor adds music.
            ///
            /// The vendor picks music that fits; its length has no limit and follows the video's.
            pub bgm: Option<bool>,
            /// Members that the page does not list, as they stand in the body.
            pub extra: Extra,
        }

        impl Img2Video {
            /// With the required fields; every other is absent.
            pub fn new(image: impl Into<Image>) -> Self {
                Self {
                    image: image.into(),
                    prompt: None,
                    duration: None,
                    seed: None,
                    resolution: None,
                    movement_amplitude: None,
                    bgm: None,
                    extra: Extra::new(),
                }
            }

            /// What happens in the video, in words.
            #[must_use]
            pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
                self.prompt = Some(prompt.into());
                self
            }

            /// The length of the video in seconds.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn duration(mut self, duration: i64) -> Self {
                self.duration = Some(duration);
                self
            }

            /// The number that chance starts from: the same seed gives a similar video.
            #[must_use]
            pub fn seed(mut self, seed: i64) -> Self {
                self.seed = Some(seed);
                self
            }

            /// The height class of the video.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn resolution(mut self, resolution: impl Into<Resolution>) -> Self {
                self.resolution = Some(resolution.into());
                self
            }

            /// How far things move within the picture.
            ///
            /// Values: **`auto`**, `small`, `medium`, `large`.
            #[must_use]
            pub fn movement_amplitude(
                mut self,
                movement_amplitude: impl Into<MovementAmplitude>,
            ) -> Self {
                self.movement_amplitude = Some(movement_amplitude.into());
                self
            }

            /// Whether the vendor adds music.
            ///
            /// Values: **false**, true.
            #[must_use]
            pub fn bgm(mut self, bgm: bool) -> Self {
                self.bgm = Some(bgm);
                self
            }

            /// Adds a member that the page does not list, at its path in the body: `a.b` stands within the object `a`.
            ///
            /// It is sent as it stands; the check notes it, and refuses it at the place of a listed field.
            #[must_use]
            pub fn extra(
                mut self,
                path: &str,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                crate::value::put(&mut self.extra, path, value);
                self
            }
        }

        impl Request for Img2Video {
            type Vendor = Api;

            const POSITION: usize = 0;

            fn given(&self) -> Given<'_> {
                Given::of(
                    [
                        self.image.to_value(),
                        self.prompt.to_value(),
                        self.duration.to_value(),
                        self.seed.to_value(),
                        self.resolution.to_value(),
                        self.movement_amplitude.to_value(),
                        self.bgm.to_value(),
                    ],
                    &self.extra,
                )
            }

            fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
                let mut take = given.take(Self::operation())?;
                Ok(Self {
                    image: take.next()?,
                    prompt: take.next()?,
                    duration: take.next()?,
                    seed: take.next()?,
                    resolution: take.next()?,
                    movement_amplitude: take.next()?,
                    bgm: take.next()?,
                    extra: take.extra(),
                })
            }

            fn is_fine(&self) -> bool {
                let fields = &Self::operation().fields;
                self.extra.is_empty() && self.image.fits(&fields[0])
                    && self.prompt.fits(&fields[1]) && self.duration.fits(&fields[2])
                    && self.seed.fits(&fields[3]) && self.resolution.fits(&fields[4])
                    && self.movement_amplitude.fits(&fields[5])
                    && self.bgm.fits(&fields[6])
                    && Rows::first(2)
                        .with(
                            &self.duration,
                            &Index {
                                integers: &[(4, 4, 0b01), (8, 8, 0b10)],
                                absent: &[0b01, 0b10],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.resolution,
                            &Index {
                                words: &[0b01, 0b00, 0b11, 0b01],
                                absent: &[0b01, 0b11],
                                ..Index::NONE
                            },
                        )
                        .is_some()
                    && Rows::first(1)
                        .with(
                            &self.movement_amplitude,
                            &Index {
                                words: &[0b1, 0b1, 0b1, 0b1],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
            }
        }
        request_form!(
            Img2Video, "novita 2026-02 Img2Video", "schema/novita/2026-02/img2video.json"
        );
    }
}

/// OctopusX: its current revision, and all revisions by month.
pub mod octopusx {
    pub use v2026_03::*;

    /// The pages of OctopusX as of 2026-03.
    pub mod v2026_03 {
        use crate::generated::*;
        use crate::form::*;

        /// Stands for this revision in the types of calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Api {}

        impl Vendor for Api {
            fn revision() -> &'static Revision {
                &SPEC.revisions[1]
            }
        }

        /// Makes a video that begins with a given picture.
        ///
        /// `POST` `/vidu/ent/v2/img2video`
        ///
        /// | `model` | `duration` | `resolution` |
        /// | --- | --- | --- |
        /// | `viduq2-pro`, `viduq2-turbo`, `viduq2-pro-fast` | **5**, 1 to 10 | **`720p`**, `540p`, `1080p` |
        /// | `viduq3-pro`, `viduq1`, `viduq1-classic`, `vidu2.0` | not stated | not stated |
        ///
        /// A row allows every combination of its cells; bold is the default, given the columns before it.
        ///
        /// Source: <https://docs.octopusx.ai/en/videos/vidu/img2video>, read in 2026-03.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Img2Video {
            /// The model that makes the video.
            ///
            /// viduq3-pro: audio and video of high quality. viduq2-pro and viduq2-turbo: good results, rich details. viduq2-pro-fast: the lowest price, fast. viduq1 and viduq1-classic: clear pictures, stable camera. vidu2.0: fast.
            pub model: Model,
            /// The picture that the video begins with.
            ///
            /// Given as URL, data URI in base64. Formats: png, jpeg, jpg, webp. Width to height from 1:4 to 4:1. Size: at most 50MB. A list that takes exactly one picture.
            ///
            /// The page does not state: least size in pixels, maximum bytes inside a data URI.
            pub image: Image,
            /// What happens in the video, in words.
            ///
            /// The page does not state: maximum length.
            pub prompt: Option<String>,
            /// Whether the video comes with speech and sounds of its own.
            ///
            /// true: with dialogue and background sound. false: silent.
            ///
            /// The page does not state: default.
            pub audio: Option<bool>,
            /// The voice that speaks in the video.
            ///
            /// If empty, the vendor chooses a voice.
            ///
            /// The page does not state: maximum length.
            pub voice_id: Option<String>,
            /// Whether the vendor writes the prompt itself.
            ///
            /// true: the vendor writes one prompt. false: the given prompt counts.
            ///
            /// The page does not state: default.
            pub is_rec: Option<bool>,
            /// Whether the vendor adds music.
            ///
            /// true: the vendor picks music from its library.
            ///
            /// The page does not state: default.
            pub bgm: Option<bool>,
            /// The length of the video in seconds.
            pub duration: Option<i64>,
            /// The number that chance starts from: the same seed gives a similar video.
            ///
            /// Drawn by chance when absent or 0.
            ///
            /// The page does not state: values and default.
            pub seed: Option<i64>,
            /// The height class of the video.
            ///
            /// The default depends on model and duration.
            pub resolution: Option<Resolution>,
            /// Whether the video may wait for hours with little load.
            ///
            /// true: made in hours with little load. false: at once.
            ///
            /// The page does not state: default.
            pub off_peak: Option<bool>,
            /// Whether the video carries a watermark.
            ///
            /// The page does not state: default.
            pub watermark: Option<bool>,
            /// The corner of the watermark, as a number.
            ///
            /// 1 top left, 2 top right, 3 bottom right, 4 bottom left.
            ///
            /// The page does not state: default.
            pub wm_position: Option<i64>,
            /// The picture that serves as watermark.
            ///
            /// Without it the watermark is the text `Content generated by AI`.
            ///
            /// The page does not state: maximum length.
            pub wm_url: Option<String>,
            /// Text that the vendor passes through without reading it.
            ///
            /// Passed through unread.
            ///
            /// The page does not state: maximum length.
            pub payload: Option<String>,
            /// A JSON document as text, passed through as the video's metadata.
            ///
            /// The page does not state: maximum length.
            pub meta_data: Option<String>,
            /// Members that the page does not list, as they stand in the body.
            pub extra: Extra,
        }

        impl Img2Video {
            /// With the required fields; every other is absent.
            pub fn new(model: impl Into<Model>, image: impl Into<Image>) -> Self {
                Self {
                    model: model.into(),
                    image: image.into(),
                    prompt: None,
                    audio: None,
                    voice_id: None,
                    is_rec: None,
                    bgm: None,
                    duration: None,
                    seed: None,
                    resolution: None,
                    off_peak: None,
                    watermark: None,
                    wm_position: None,
                    wm_url: None,
                    payload: None,
                    meta_data: None,
                    extra: Extra::new(),
                }
            }

            /// What happens in the video, in words.
            #[must_use]
            pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
                self.prompt = Some(prompt.into());
                self
            }

            /// Whether the video comes with speech and sounds of its own.
            ///
            /// Values: true, false.
            #[must_use]
            pub fn audio(mut self, audio: bool) -> Self {
                self.audio = Some(audio);
                self
            }

            /// The voice that speaks in the video.
            #[must_use]
            pub fn voice_id(mut self, voice_id: impl Into<String>) -> Self {
                self.voice_id = Some(voice_id.into());
                self
            }

            /// Whether the vendor writes the prompt itself.
            ///
            /// Values: true, false.
            #[must_use]
            pub fn is_rec(mut self, is_rec: bool) -> Self {
                self.is_rec = Some(is_rec);
                self
            }

            /// Whether the vendor adds music.
            ///
            /// Values: true, false.
            #[must_use]
            pub fn bgm(mut self, bgm: bool) -> Self {
                self.bgm = Some(bgm);
                self
            }

            /// The length of the video in seconds.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn duration(mut self, duration: i64) -> Self {
                self.duration = Some(duration);
                self
            }

            /// The number that chance starts from: the same seed gives a similar video.
            #[must_use]
            pub fn seed(mut self, seed: i64) -> Self {
                self.seed = Some(seed);
                self
            }

            /// The height class of the video.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn resolution(mut self, resolution: impl Into<Resolution>) -> Self {
                self.resolution = Some(resolution.into());
                self
            }

            /// Whether the video may wait for hours with little load.
            ///
            /// Values: true, false.
            #[must_use]
            pub fn off_peak(mut self, off_peak: bool) -> Self {
                self.off_peak = Some(off_peak);
                self
            }

            /// Whether the video carries a watermark.
            ///
            /// Values: true, false.
            #[must_use]
            pub fn watermark(mut self, watermark: bool) -> Self {
                self.watermark = Some(watermark);
                self
            }

            /// The corner of the watermark, as a number.
            ///
            /// Values: 1, 2, 3, 4.
            #[must_use]
            pub fn wm_position(mut self, wm_position: i64) -> Self {
                self.wm_position = Some(wm_position);
                self
            }

            /// The picture that serves as watermark.
            #[must_use]
            pub fn wm_url(mut self, wm_url: impl Into<String>) -> Self {
                self.wm_url = Some(wm_url.into());
                self
            }

            /// Text that the vendor passes through without reading it.
            #[must_use]
            pub fn payload(mut self, payload: impl Into<String>) -> Self {
                self.payload = Some(payload.into());
                self
            }

            /// A JSON document as text, passed through as the video's metadata.
            #[must_use]
            pub fn meta_data(mut self, meta_data: impl Into<String>) -> Self {
                self.meta_data = Some(meta_data.into());
                self
            }

            /// Adds a member that the page does not list, at its path in the body: `a.b` stands within the object `a`.
            ///
            /// It is sent as it stands; the check notes it, and refuses it at the place of a listed field.
            #[must_use]
            pub fn extra(
                mut self,
                path: &str,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                crate::value::put(&mut self.extra, path, value);
                self
            }
        }

        impl Request for Img2Video {
            type Vendor = Api;

            const POSITION: usize = 0;

            fn given(&self) -> Given<'_> {
                Given::of(
                    [
                        self.model.to_value(),
                        self.image.to_value(),
                        self.prompt.to_value(),
                        self.audio.to_value(),
                        self.voice_id.to_value(),
                        self.is_rec.to_value(),
                        self.bgm.to_value(),
                        self.duration.to_value(),
                        self.seed.to_value(),
                        self.resolution.to_value(),
                        self.off_peak.to_value(),
                        self.watermark.to_value(),
                        self.wm_position.to_value(),
                        self.wm_url.to_value(),
                        self.payload.to_value(),
                        self.meta_data.to_value(),
                    ],
                    &self.extra,
                )
            }

            fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
                let mut take = given.take(Self::operation())?;
                Ok(Self {
                    model: take.next()?,
                    image: take.next()?,
                    prompt: take.next()?,
                    audio: take.next()?,
                    voice_id: take.next()?,
                    is_rec: take.next()?,
                    bgm: take.next()?,
                    duration: take.next()?,
                    seed: take.next()?,
                    resolution: take.next()?,
                    off_peak: take.next()?,
                    watermark: take.next()?,
                    wm_position: take.next()?,
                    wm_url: take.next()?,
                    payload: take.next()?,
                    meta_data: take.next()?,
                    extra: take.extra(),
                })
            }

            fn is_fine(&self) -> bool {
                let fields = &Self::operation().fields;
                self.extra.is_empty() && self.model.fits(&fields[0])
                    && self.image.fits(&fields[1]) && self.prompt.fits(&fields[2])
                    && self.audio.fits(&fields[3]) && self.voice_id.fits(&fields[4])
                    && self.is_rec.fits(&fields[5]) && self.bgm.fits(&fields[6])
                    && self.duration.fits(&fields[7]) && self.seed.fits(&fields[8])
                    && self.resolution.fits(&fields[9])
                    && self.off_peak.fits(&fields[10])
                    && self.watermark.fits(&fields[11])
                    && self.wm_position.fits(&fields[12])
                    && self.wm_url.fits(&fields[13]) && self.payload.fits(&fields[14])
                    && self.meta_data.fits(&fields[15])
                    && Rows::first(2)
                        .with(
                            &self.model,
                            &Index {
                                words: &[0b10, 0b01, 0b01, 0b01, 0b10, 0b10, 0b10, 0b00],
                                absent: &[0b11, 0b11],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.duration,
                            &Index {
                                integers: &[(5, 5, 0b01), (1, 10, 0b01)],
                                any: 0b10,
                                absent: &[0b11, 0b11],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.resolution,
                            &Index {
                                words: &[0b10, 0b11, 0b11, 0b11],
                                any: 0b10,
                                absent: &[0b11, 0b11],
                                ..Index::NONE
                            },
                        )
                        .is_some()
                    && Rows::first(1)
                        .with(
                            &self.wm_position,
                            &Index {
                                integers: &[
                                    (1, 1, 0b1),
                                    (2, 2, 0b1),
                                    (3, 3, 0b1),
                                    (4, 4, 0b1),
                                ],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
            }
        }
        request_form!(
            Img2Video, "octopusx 2026-03 Img2Video",
            "schema/octopusx/2026-03/img2video.json"
        );
    }
}

/// UModelVerse: its current revision, and all revisions by month.
pub mod umodelverse {
    pub use v2025_11::*;

    /// The pages of UModelVerse as of 2025-11.
    pub mod v2025_11 {
        use crate::generated::*;
        use crate::form::*;

        /// Stands for this revision in the types of calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Api {}

        impl Vendor for Api {
            fn revision() -> &'static Revision {
                &SPEC.revisions[2]
            }
        }

        /// Makes a video that begins with a given picture.
        ///
        /// `POST` `/v1/tasks/submit`
        ///
        /// | `model` | `duration` | `resolution` |
        /// | --- | --- | --- |
        /// | `viduq2-pro`, `viduq2-turbo` | **5**, 1 to 10 | `540p`, `720p`, `1080p` |
        ///
        /// A row allows every combination of its cells; bold is the default, given the columns before it.
        ///
        /// Source: <https://www.ucloud-global.com/en/docs/modelverse/modelverse/video_api/Vidu-Img2Video>, read in 2025-11.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Img2Video {
            /// The model that makes the video.
            ///
            /// viduq2-pro: better quality, rich in details. viduq2-turbo: better quality, fast.
            pub model: Model,
            /// The picture that the video begins with.
            ///
            /// Given as URL, data URI in base64. Formats: png, jpeg, jpg, webp. Width to height from 1:4 to 4:1. Size: at most 50MB. A data URI looks like `data:image/png;base64,` and the picture.
            ///
            /// The page does not state: least size in pixels, maximum bytes inside a data URI.
            pub image: Image,
            /// What happens in the video, in words.
            ///
            /// At most 2000 characters.
            pub prompt: Option<String>,
            /// The length of the video in seconds.
            pub duration: Option<i64>,
            /// The number that chance starts from: the same seed gives a similar video.
            ///
            /// Drawn by chance when 0.
            pub seed: Option<i64>,
            /// The height class of the video.
            ///
            /// The default depends on the model; the page does not say which it is.
            pub resolution: Option<Resolution>,
            /// How far things move within the picture.
            pub movement_amplitude: Option<MovementAmplitude>,
            /// Whether the vendor adds music.
            pub bgm: Option<bool>,
            /// Members that the page does not list, as they stand in the body.
            pub extra: Extra,
        }

        impl Img2Video {
            /// With the required fields; every other is absent.
            pub fn new(model: impl Into<Model>, image: impl Into<Image>) -> Self {
                Self {
                    model: model.into(),
                    image: image.into(),
                    prompt: None,
                    duration: None,
                    seed: None,
                    resolution: None,
                    movement_amplitude: None,
                    bgm: None,
                    extra: Extra::new(),
                }
            }

            /// What happens in the video, in words.
            #[must_use]
            pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
                self.prompt = Some(prompt.into());
                self
            }

            /// The length of the video in seconds.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn duration(mut self, duration: i64) -> Self {
                self.duration = Some(duration);
                self
            }

            /// The number that chance starts from: the same seed gives a similar video.
            ///
            /// Values: **0**, not stated.
            #[must_use]
            pub fn seed(mut self, seed: i64) -> Self {
                self.seed = Some(seed);
                self
            }

            /// The height class of the video.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn resolution(mut self, resolution: impl Into<Resolution>) -> Self {
                self.resolution = Some(resolution.into());
                self
            }

            /// How far things move within the picture.
            ///
            /// Values: **`auto`**, `small`, `medium`, `large`.
            #[must_use]
            pub fn movement_amplitude(
                mut self,
                movement_amplitude: impl Into<MovementAmplitude>,
            ) -> Self {
                self.movement_amplitude = Some(movement_amplitude.into());
                self
            }

            /// Whether the vendor adds music.
            ///
            /// Values: **false**, true.
            #[must_use]
            pub fn bgm(mut self, bgm: bool) -> Self {
                self.bgm = Some(bgm);
                self
            }

            /// Adds a member that the page does not list, at its path in the body: `a.b` stands within the object `a`.
            ///
            /// It is sent as it stands; the check notes it, and refuses it at the place of a listed field.
            #[must_use]
            pub fn extra(
                mut self,
                path: &str,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                crate::value::put(&mut self.extra, path, value);
                self
            }
        }

        impl Request for Img2Video {
            type Vendor = Api;

            const POSITION: usize = 0;

            fn given(&self) -> Given<'_> {
                Given::of(
                    [
                        self.model.to_value(),
                        self.image.to_value(),
                        self.prompt.to_value(),
                        self.duration.to_value(),
                        self.seed.to_value(),
                        self.resolution.to_value(),
                        self.movement_amplitude.to_value(),
                        self.bgm.to_value(),
                    ],
                    &self.extra,
                )
            }

            fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
                let mut take = given.take(Self::operation())?;
                Ok(Self {
                    model: take.next()?,
                    image: take.next()?,
                    prompt: take.next()?,
                    duration: take.next()?,
                    seed: take.next()?,
                    resolution: take.next()?,
                    movement_amplitude: take.next()?,
                    bgm: take.next()?,
                    extra: take.extra(),
                })
            }

            fn is_fine(&self) -> bool {
                let fields = &Self::operation().fields;
                self.extra.is_empty() && self.model.fits(&fields[0])
                    && self.image.fits(&fields[1]) && self.prompt.fits(&fields[2])
                    && self.duration.fits(&fields[3]) && self.seed.fits(&fields[4])
                    && self.resolution.fits(&fields[5])
                    && self.movement_amplitude.fits(&fields[6])
                    && self.bgm.fits(&fields[7])
                    && Rows::first(1)
                        .with(
                            &self.model,
                            &Index {
                                words: &[0b0, 0b1, 0b1, 0b0, 0b0, 0b0, 0b0, 0b0],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.duration,
                            &Index {
                                integers: &[(5, 5, 0b1), (1, 10, 0b1)],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.resolution,
                            &Index {
                                words: &[0b0, 0b1, 0b1, 0b1],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
                    && Rows::first(1)
                        .with(
                            &self.movement_amplitude,
                            &Index {
                                words: &[0b1, 0b1, 0b1, 0b1],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
            }
        }
        request_form!(
            Img2Video, "umodelverse 2025-11 Img2Video",
            "schema/umodelverse/2025-11/img2video.json"
        );
    }
}

/// Vidu: its current revision, and all revisions by month.
pub mod vidu {
    pub use v2025_08::*;

    /// The pages of Vidu as of 2025-08.
    pub mod v2025_08 {
        use crate::generated::*;
        use crate::form::*;

        /// Stands for this revision in the types of calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Api {}

        impl Vendor for Api {
            fn revision() -> &'static Revision {
                &SPEC.revisions[3]
            }
        }

        /// Makes a video that begins with a given picture.
        ///
        /// `POST` `/ent/v2/img2video`
        ///
        /// | `model` | `duration` | `resolution` |
        /// | --- | --- | --- |
        /// | `viduq1` | **5** | **`1080p`** |
        /// | `vidu2.0`, `vidu1.5` | **4** | **`360p`**, `720p`, `1080p` |
        /// | `vidu2.0`, `vidu1.5` | **8** | **`720p`** |
        ///
        /// A row allows every combination of its cells; bold is the default, given the columns before it.
        ///
        /// Source: <https://platform.vidu.com/docs/image-to-video>, read in 2025-08.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Img2Video {
            /// The model that makes the video.
            pub model: Model,
            /// The picture that the video begins with.
            ///
            /// Given as URL, data URI in base64, upload reference. Formats: png, jpeg, jpg, webp. Width to height from 1:4 to 4:1. Size: at most 50MB. Inside a data URI, decoded: less than 10MB. A list that takes exactly one picture. A data URI must name its content type, as in `data:image/png;base64,`.
            ///
            /// The page does not state: least size in pixels.
            pub image: Image,
            /// What happens in the video, in words.
            ///
            /// At most 1500 characters.
            pub prompt: Option<String>,
            /// The length of the video in seconds.
            pub duration: Option<i64>,
            /// The number that chance starts from: the same seed gives a similar video.
            ///
            /// Drawn by chance when absent or 0. A value given by hand is used instead of a random one.
            ///
            /// The page does not state: values and default.
            pub seed: Option<i64>,
            /// The height class of the video.
            pub resolution: Option<Resolution>,
            /// How far things move within the picture.
            pub movement_amplitude: Option<MovementAmplitude>,
            /// Whether the vendor adds music.
            ///
            /// The vendor picks music that fits.
            pub bgm: Option<bool>,
            /// Text that the vendor passes through without reading it.
            ///
            /// At most 1048576 characters. Passed through unread.
            pub payload: Option<String>,
            /// Where the vendor reports changes of the task's state.
            ///
            /// Called with POST when the task's state changes; the body is that of the query's answer.
            ///
            /// The page does not state: maximum length.
            pub callback_url: Option<String>,
            /// Members that the page does not list, as they stand in the body.
            pub extra: Extra,
        }

        impl Img2Video {
            /// With the required fields; every other is absent.
            pub fn new(model: impl Into<Model>, image: impl Into<Image>) -> Self {
                Self {
                    model: model.into(),
                    image: image.into(),
                    prompt: None,
                    duration: None,
                    seed: None,
                    resolution: None,
                    movement_amplitude: None,
                    bgm: None,
                    payload: None,
                    callback_url: None,
                    extra: Extra::new(),
                }
            }

            /// What happens in the video, in words.
            #[must_use]
            pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
                self.prompt = Some(prompt.into());
                self
            }

            /// The length of the video in seconds.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn duration(mut self, duration: i64) -> Self {
                self.duration = Some(duration);
                self
            }

            /// The number that chance starts from: the same seed gives a similar video.
            #[must_use]
            pub fn seed(mut self, seed: i64) -> Self {
                self.seed = Some(seed);
                self
            }

            /// The height class of the video.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn resolution(mut self, resolution: impl Into<Resolution>) -> Self {
                self.resolution = Some(resolution.into());
                self
            }

            /// How far things move within the picture.
            ///
            /// Values: **`auto`**, `small`, `medium`, `large`.
            #[must_use]
            pub fn movement_amplitude(
                mut self,
                movement_amplitude: impl Into<MovementAmplitude>,
            ) -> Self {
                self.movement_amplitude = Some(movement_amplitude.into());
                self
            }

            /// Whether the vendor adds music.
            ///
            /// Values: **false**, true.
            #[must_use]
            pub fn bgm(mut self, bgm: bool) -> Self {
                self.bgm = Some(bgm);
                self
            }

            /// Text that the vendor passes through without reading it.
            #[must_use]
            pub fn payload(mut self, payload: impl Into<String>) -> Self {
                self.payload = Some(payload.into());
                self
            }

            /// Where the vendor reports changes of the task's state.
            #[must_use]
            pub fn callback_url(mut self, callback_url: impl Into<String>) -> Self {
                self.callback_url = Some(callback_url.into());
                self
            }

            /// Adds a member that the page does not list, at its path in the body: `a.b` stands within the object `a`.
            ///
            /// It is sent as it stands; the check notes it, and refuses it at the place of a listed field.
            #[must_use]
            pub fn extra(
                mut self,
                path: &str,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                crate::value::put(&mut self.extra, path, value);
                self
            }
        }

        impl Request for Img2Video {
            type Vendor = Api;

            const POSITION: usize = 2;

            fn given(&self) -> Given<'_> {
                Given::of(
                    [
                        self.model.to_value(),
                        self.image.to_value(),
                        self.prompt.to_value(),
                        self.duration.to_value(),
                        self.seed.to_value(),
                        self.resolution.to_value(),
                        self.movement_amplitude.to_value(),
                        self.bgm.to_value(),
                        self.payload.to_value(),
                        self.callback_url.to_value(),
                    ],
                    &self.extra,
                )
            }

            fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
                let mut take = given.take(Self::operation())?;
                Ok(Self {
                    model: take.next()?,
                    image: take.next()?,
                    prompt: take.next()?,
                    duration: take.next()?,
                    seed: take.next()?,
                    resolution: take.next()?,
                    movement_amplitude: take.next()?,
                    bgm: take.next()?,
                    payload: take.next()?,
                    callback_url: take.next()?,
                    extra: take.extra(),
                })
            }

            fn is_fine(&self) -> bool {
                let fields = &Self::operation().fields;
                self.extra.is_empty() && self.model.fits(&fields[0])
                    && self.image.fits(&fields[1]) && self.prompt.fits(&fields[2])
                    && self.duration.fits(&fields[3]) && self.seed.fits(&fields[4])
                    && self.resolution.fits(&fields[5])
                    && self.movement_amplitude.fits(&fields[6])
                    && self.bgm.fits(&fields[7]) && self.payload.fits(&fields[8])
                    && self.callback_url.fits(&fields[9])
                    && Rows::first(3)
                        .with(
                            &self.model,
                            &Index {
                                words: &[
                                    0b000, 0b000, 0b000, 0b000, 0b001, 0b000, 0b110, 0b110,
                                ],
                                absent: &[0b111, 0b111, 0b111],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.duration,
                            &Index {
                                integers: &[(5, 5, 0b001), (4, 4, 0b010), (8, 8, 0b100)],
                                absent: &[0b001, 0b010, 0b100],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.resolution,
                            &Index {
                                words: &[0b010, 0b000, 0b110, 0b011],
                                absent: &[0b011, 0b010, 0b110],
                                ..Index::NONE
                            },
                        )
                        .is_some()
                    && Rows::first(1)
                        .with(
                            &self.movement_amplitude,
                            &Index {
                                words: &[0b1, 0b1, 0b1, 0b1],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
            }
        }
        request_form!(
            Img2Video, "vidu 2025-08 Img2Video", "schema/vidu/2025-08/img2video.json"
        );

        /// Makes a video whose subjects look like those of the given pictures.
        ///
        /// `POST` `/ent/v2/reference2video`
        ///
        /// | `model` | `duration` | `resolution` |
        /// | --- | --- | --- |
        /// | `viduq1` | **5** | **`1080p`** |
        /// | `vidu2.0` | **4** | **`360p`**, `720p` |
        /// | `vidu1.5` | **4** | **`360p`**, `720p`, `1080p` |
        /// | `vidu1.5` | **8** | **`720p`** |
        ///
        /// A row allows every combination of its cells; bold is the default, given the columns before it.
        ///
        /// Source: <https://platform.vidu.com/docs/reference-to-video>, read in 2025-08.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Reference2Video {
            /// The model that makes the video.
            pub model: Model,
            /// The pictures that the video's subjects are taken from.
            ///
            /// 1 to 7 elements. Given as URL, data URI in base64, upload reference. Formats: png, jpeg, jpg, webp. Width to height from 1:4 to 4:1. At least 128 x 128 pixels. Size: at most 50MB. Inside a data URI, decoded: less than 10MB. A data URI must name its content type, as in `data:image/png;base64,`.
            pub images: Vec<Image>,
            /// What happens in the video, in words.
            ///
            /// At most 1500 characters.
            pub prompt: String,
            /// The length of the video in seconds.
            pub duration: Option<i64>,
            /// The number that chance starts from: the same seed gives a similar video.
            ///
            /// Drawn by chance when absent or 0. A value given by hand is used instead of a random one.
            ///
            /// The page does not state: values and default.
            pub seed: Option<i64>,
            /// The shape of the video, width to height.
            pub aspect_ratio: Option<AspectRatio>,
            /// The height class of the video.
            pub resolution: Option<Resolution>,
            /// How far things move within the picture.
            pub movement_amplitude: Option<MovementAmplitude>,
            /// Whether the vendor adds music.
            ///
            /// The vendor picks music that fits.
            pub bgm: Option<bool>,
            /// Text that the vendor passes through without reading it.
            ///
            /// At most 1048576 characters. Passed through unread.
            pub payload: Option<String>,
            /// Where the vendor reports changes of the task's state.
            ///
            /// Called with POST when the task's state changes; the body is that of the query's answer.
            ///
            /// The page does not state: maximum length.
            pub callback_url: Option<String>,
            /// Members that the page does not list, as they stand in the body.
            pub extra: Extra,
        }

        impl Reference2Video {
            /// With the required fields; every other is absent.
            pub fn new(
                model: impl Into<Model>,
                images: impl IntoIterator<Item = impl Into<Image>>,
                prompt: impl Into<String>,
            ) -> Self {
                Self {
                    model: model.into(),
                    images: images.into_iter().map(Into::into).collect(),
                    prompt: prompt.into(),
                    duration: None,
                    seed: None,
                    aspect_ratio: None,
                    resolution: None,
                    movement_amplitude: None,
                    bgm: None,
                    payload: None,
                    callback_url: None,
                    extra: Extra::new(),
                }
            }

            /// The length of the video in seconds.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn duration(mut self, duration: i64) -> Self {
                self.duration = Some(duration);
                self
            }

            /// The number that chance starts from: the same seed gives a similar video.
            #[must_use]
            pub fn seed(mut self, seed: i64) -> Self {
                self.seed = Some(seed);
                self
            }

            /// The shape of the video, width to height.
            ///
            /// Values: **`16:9`**, `9:16`, `1:1`.
            #[must_use]
            pub fn aspect_ratio(mut self, aspect_ratio: impl Into<AspectRatio>) -> Self {
                self.aspect_ratio = Some(aspect_ratio.into());
                self
            }

            /// The height class of the video.
            ///
            /// Values: see the table of the request.
            #[must_use]
            pub fn resolution(mut self, resolution: impl Into<Resolution>) -> Self {
                self.resolution = Some(resolution.into());
                self
            }

            /// How far things move within the picture.
            ///
            /// Values: **`auto`**, `small`, `medium`, `large`.
            #[must_use]
            pub fn movement_amplitude(
                mut self,
                movement_amplitude: impl Into<MovementAmplitude>,
            ) -> Self {
                self.movement_amplitude = Some(movement_amplitude.into());
                self
            }

            /// Whether the vendor adds music.
            ///
            /// Values: **false**, true.
            #[must_use]
            pub fn bgm(mut self, bgm: bool) -> Self {
                self.bgm = Some(bgm);
                self
            }

            /// Text that the vendor passes through without reading it.
            #[must_use]
            pub fn payload(mut self, payload: impl Into<String>) -> Self {
                self.payload = Some(payload.into());
                self
            }

            /// Where the vendor reports changes of the task's state.
            #[must_use]
            pub fn callback_url(mut self, callback_url: impl Into<String>) -> Self {
                self.callback_url = Some(callback_url.into());
                self
            }

            /// Adds a member that the page does not list, at its path in the body: `a.b` stands within the object `a`.
            ///
            /// It is sent as it stands; the check notes it, and refuses it at the place of a listed field.
            #[must_use]
            pub fn extra(
                mut self,
                path: &str,
                value: impl Into<serde_json::Value>,
            ) -> Self {
                crate::value::put(&mut self.extra, path, value);
                self
            }
        }

        impl Request for Reference2Video {
            type Vendor = Api;

            const POSITION: usize = 4;

            fn given(&self) -> Given<'_> {
                Given::of(
                    [
                        self.model.to_value(),
                        self.images.to_value(),
                        self.prompt.to_value(),
                        self.duration.to_value(),
                        self.seed.to_value(),
                        self.aspect_ratio.to_value(),
                        self.resolution.to_value(),
                        self.movement_amplitude.to_value(),
                        self.bgm.to_value(),
                        self.payload.to_value(),
                        self.callback_url.to_value(),
                    ],
                    &self.extra,
                )
            }

            fn from_given(given: Given<'_>) -> Result<Self, Unreadable> {
                let mut take = given.take(Self::operation())?;
                Ok(Self {
                    model: take.next()?,
                    images: take.next()?,
                    prompt: take.next()?,
                    duration: take.next()?,
                    seed: take.next()?,
                    aspect_ratio: take.next()?,
                    resolution: take.next()?,
                    movement_amplitude: take.next()?,
                    bgm: take.next()?,
                    payload: take.next()?,
                    callback_url: take.next()?,
                    extra: take.extra(),
                })
            }

            fn is_fine(&self) -> bool {
                let fields = &Self::operation().fields;
                self.extra.is_empty() && self.model.fits(&fields[0])
                    && self.images.fits(&fields[1]) && self.prompt.fits(&fields[2])
                    && self.duration.fits(&fields[3]) && self.seed.fits(&fields[4])
                    && self.aspect_ratio.fits(&fields[5])
                    && self.resolution.fits(&fields[6])
                    && self.movement_amplitude.fits(&fields[7])
                    && self.bgm.fits(&fields[8]) && self.payload.fits(&fields[9])
                    && self.callback_url.fits(&fields[10])
                    && Rows::first(4)
                        .with(
                            &self.model,
                            &Index {
                                words: &[
                                    0b0000, 0b0000, 0b0000, 0b0000, 0b0001, 0b0000, 0b0010,
                                    0b1100,
                                ],
                                absent: &[0b1111, 0b1111, 0b1111, 0b1111],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.duration,
                            &Index {
                                integers: &[(5, 5, 0b0001), (4, 4, 0b0110), (8, 8, 0b1000)],
                                absent: &[0b0001, 0b0110, 0b0110, 0b1000],
                                ..Index::NONE
                            },
                        )
                        .with(
                            &self.resolution,
                            &Index {
                                words: &[0b0110, 0b0000, 0b1110, 0b0101],
                                absent: &[0b0101, 0b0110, 0b0110, 0b1110],
                                ..Index::NONE
                            },
                        )
                        .is_some()
                    && Rows::first(1)
                        .with(
                            &self.aspect_ratio,
                            &Index {
                                words: &[0b1, 0b1, 0b1],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
                    && Rows::first(1)
                        .with(
                            &self.movement_amplitude,
                            &Index {
                                words: &[0b1, 0b1, 0b1, 0b1],
                                absent: &[0b1],
                                ..Index::NONE
                            },
                        )
                        .is_some()
            }
        }
        request_form!(
            Reference2Video, "vidu 2025-08 Reference2Video",
            "schema/vidu/2025-08/reference2video.json"
        );
    }

    /// The pages of Vidu as of 2026-08.
    pub mod v2026_08 {
        use crate::generated::*;
        use crate::form::*;

        /// Stands for this revision in the types of calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Api {}

        impl Vendor for Api {
            fn revision() -> &'static Revision {
                &SPEC.revisions[4]
            }
        }
    }
}

/// Calls a macro with every vendor's module, its revisions' modules, and the current one of them.
#[macro_export]
macro_rules! each_vendor {
    ($with:ident) => {
        $with ! { novita(v2026_02) current v2026_02; octopusx(v2026_03) current v2026_03;
        umodelverse(v2025_11) current v2025_11; vidu(v2025_08 v2026_08) current v2025_08;
        }
    };
}
