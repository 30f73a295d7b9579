// Generated from the spec by vidu-codegen: do not edit.

use std::borrow::Cow;
use crate::table::*;

const NOVITA_2026_02_IMG2VIDEO: Operation = Operation {
    name: Cow::Borrowed("img2video"),
    type_name: Cow::Borrowed("Img2Video"),
    kind: OperationKind::Create,
    about: Cow::Borrowed("Makes a video that begins with a given picture."),
    page: Page {
        url: Cow::Borrowed(
            "https://novita.ai/docs/api-reference/model-apis-vidu-2.0-img2video",
        ),
        title: Cow::Borrowed("Vidu 2.0 Image to Video"),
        read: Cow::Borrowed("2026-02"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/v3/async/vidu-2.0-img2video"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(
        &[
            Field {
                name: Cow::Borrowed("image"),
                wire: Cow::Borrowed("images[0]"),
                kind: FieldKind::Image,
                role: Some(Role::FirstFrame),
                required: true,
                characters: None,
                count: None,
                image: Some(ImageRules {
                    forms: Cow::Borrowed(&[ImageForm::Url, ImageForm::Base64]),
                    formats: Cow::Borrowed(
                        &[
                            Cow::Borrowed("png"),
                            Cow::Borrowed("jpeg"),
                            Cow::Borrowed("jpg"),
                            Cow::Borrowed("webp"),
                        ],
                    ),
                    ratio: Some(RatioSpan {
                        from: Ratio { of: 1, to: 4 },
                        to: Ratio { of: 4, to: 1 },
                    }),
                    least: None,
                    max_bytes: Some(ByteLimit {
                        written: Cow::Borrowed("50MB"),
                        narrow: 50000000,
                        wide: 52428800,
                    }),
                    max_decoded: Some(ByteLimit {
                        written: Cow::Borrowed("<10MB"),
                        narrow: 9999999,
                        wide: 10485759,
                    }),
                    alike: None,
                }),
                random: None,
                about: Cow::Borrowed("The picture that the video begins with."),
                note: Some(
                    Cow::Borrowed(
                        "A list that takes exactly one picture. A data URI must name its content type, as in `data:image/png;base64,`.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("least")]),
            },
            Field {
                name: Cow::Borrowed("prompt"),
                wire: Cow::Borrowed("prompt"),
                kind: FieldKind::Text,
                role: None,
                required: false,
                characters: Some(Span { from: 0, to: Some(1500) }),
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("What happens in the video, in words."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("duration"),
                wire: Cow::Borrowed("duration"),
                kind: FieldKind::Integer,
                role: Some(Role::Length),
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The length of the video in seconds."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("seed"),
                wire: Cow::Borrowed("seed"),
                kind: FieldKind::Integer,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: Some(Random {
                    absent: true,
                    at: Cow::Borrowed(&[]),
                }),
                about: Cow::Borrowed(
                    "The number that chance starts from: the same seed gives a similar video.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "A value given by hand is used instead of a random one.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("values")]),
            },
            Field {
                name: Cow::Borrowed("resolution"),
                wire: Cow::Borrowed("resolution"),
                kind: FieldKind::Word(Cow::Borrowed("resolution")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The height class of the video."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("movement_amplitude"),
                wire: Cow::Borrowed("movement_amplitude"),
                kind: FieldKind::Word(Cow::Borrowed("movement_amplitude")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("How far things move within the picture."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("bgm"),
                wire: Cow::Borrowed("bgm"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the vendor adds music."),
                note: Some(
                    Cow::Borrowed(
                        "The vendor picks music that fits; its length has no limit and follows the video's.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[]),
            },
        ],
    ),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("images"),
                shape: Shape::Elements(Cow::Borrowed(&[0])),
            },
            Member {
                key: Cow::Borrowed("prompt"),
                shape: Shape::Field(1),
            },
            Member {
                key: Cow::Borrowed("duration"),
                shape: Shape::Field(2),
            },
            Member {
                key: Cow::Borrowed("seed"),
                shape: Shape::Field(3),
            },
            Member {
                key: Cow::Borrowed("resolution"),
                shape: Shape::Field(4),
            },
            Member {
                key: Cow::Borrowed("movement_amplitude"),
                shape: Shape::Field(5),
            },
            Member {
                key: Cow::Borrowed("bgm"),
                shape: Shape::Field(6),
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(
        &[
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 2,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 4,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Integer(4)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(4))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("360p"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("360p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Integer(8)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(8))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("720p"))),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("720p")))],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 5,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("auto"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("auto"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("small"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("medium"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("large"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 6,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Boolean(false)),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(false)),
                                                Choice::Exactly(Scalar::Boolean(true)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
        ],
    ),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("task_id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(
        &[
            Price {
                when: Cow::Borrowed(&[]),
                base: 0,
                per_second: 10,
                from: Cow::Borrowed("no page gives a price in credits"),
                made_up: true,
            },
        ],
    ),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("the range of seed"),
            Cow::Borrowed("whether a seed of 0 is drawn by chance"),
            Cow::Borrowed(
                "whether an aspect ratio of exactly 1:4 or 4:1 is taken (the sentence reads `less than 1:4 or 4:1`)",
            ),
            Cow::Borrowed("whether MB counts 1,000,000 or 1,048,576 bytes"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The call is asynchronous: it answers with the task's id only, and the Task Result API gives the rest.",
            ),
            Cow::Borrowed(
                "The site lists all its pages at https://novita.ai/docs/llms.txt.",
            ),
            Cow::Borrowed(
                "All pictures are limited to 50 MB; only a linked one can be that large, because a decoded data URI must stay under 10 MB.",
            ),
        ],
    ),
};

const NOVITA_2026_02_QUERY: Operation = Operation {
    name: Cow::Borrowed("query"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Query,
    about: Cow::Borrowed("Reads a task: its state and, when it is done, its videos."),
    page: Page {
        url: Cow::Borrowed(
            "https://novita.ai/docs/api-reference/model-apis-task-result",
        ),
        title: Cow::Borrowed("Task Result"),
        read: Cow::Borrowed("2026-02"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/v3/async/task-result"),
    id_parameter: Some(Cow::Borrowed("task_id")),
    listing: None,
    headers: Cow::Borrowed(&[]),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("extra"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Object(
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("seed"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskSeed,
                                    format: Format::Text,
                                    otherwise: Some(Cow::Borrowed("\"\"")),
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("enable_nsfw_detection"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Constant(Cow::Borrowed("false")),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("debug_info"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Object(
                                    Cow::Borrowed(
                                        &[
                                            AnswerMember {
                                                key: Cow::Borrowed("request_info"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Constant(Cow::Borrowed("\"\"")),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("submit_time_ms"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Slot(SlotForm {
                                                    slot: Slot::TaskCreatedAt,
                                                    format: Format::UnixMillisText,
                                                    otherwise: None,
                                                }),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("execute_time_ms"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Constant(Cow::Borrowed("\"\"")),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("complete_time_ms"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Slot(SlotForm {
                                                    slot: Slot::TaskEndedAt,
                                                    format: Format::UnixMillisText,
                                                    otherwise: Some(Cow::Borrowed("\"\"")),
                                                }),
                                            },
                                        ],
                                    ),
                                ),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("task"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Object(
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("task_id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("task_type"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Constant(
                                    Cow::Borrowed("\"IMG_TO_VIDEO\""),
                                ),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("status"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskState,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("reason"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::FailureMessage,
                                    format: Format::Text,
                                    otherwise: Some(Cow::Borrowed("\"\"")),
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("eta"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskEta,
                                    format: Format::Integer,
                                    otherwise: Some(Cow::Borrowed("0")),
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("progress_percent"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskProgress,
                                    format: Format::Integer,
                                    otherwise: Some(Cow::Borrowed("0")),
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("images"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Constant(Cow::Borrowed("[]")),
            },
            AnswerMember {
                key: Cow::Borrowed("videos"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Video,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("video_url"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoUrl,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("video_url_ttl"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoLifetime,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("video_type"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoType,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("audios"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Constant(Cow::Borrowed("[]")),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("page"),
                from: Cow::Borrowed(
                    "https://novita.ai/docs/api-reference/model-apis-task-result",
                ),
                why: Cow::Borrowed(
                    "the page refers to the Task Result API; its body is the platform's for all operations",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("answer.task.task_type"),
                from: Cow::Borrowed("made up"),
                why: Cow::Borrowed("the word for this operation is not known"),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("how long an address of a Vidu result works"),
            Cow::Borrowed("the task's type as the vendor writes it"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The success example shows a progress of 0, so progress says nothing about completion.",
            ),
        ],
    ),
};

const OCTOPUSX_2026_03_IMG2VIDEO: Operation = Operation {
    name: Cow::Borrowed("img2video"),
    type_name: Cow::Borrowed("Img2Video"),
    kind: OperationKind::Create,
    about: Cow::Borrowed("Makes a video that begins with a given picture."),
    page: Page {
        url: Cow::Borrowed("https://docs.octopusx.ai/en/videos/vidu/img2video"),
        title: Cow::Borrowed("Vidu Image-to-Video"),
        read: Cow::Borrowed("2026-03"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/vidu/ent/v2/img2video"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(
        &[
            Field {
                name: Cow::Borrowed("model"),
                wire: Cow::Borrowed("model"),
                kind: FieldKind::Word(Cow::Borrowed("model")),
                role: Some(Role::Model),
                required: true,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The model that makes the video."),
                note: Some(
                    Cow::Borrowed(
                        "viduq3-pro: audio and video of high quality. viduq2-pro and viduq2-turbo: good results, rich details. viduq2-pro-fast: the lowest price, fast. viduq1 and viduq1-classic: clear pictures, stable camera. vidu2.0: fast.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("image"),
                wire: Cow::Borrowed("images[0]"),
                kind: FieldKind::Image,
                role: Some(Role::FirstFrame),
                required: true,
                characters: None,
                count: None,
                image: Some(ImageRules {
                    forms: Cow::Borrowed(&[ImageForm::Url, ImageForm::Base64]),
                    formats: Cow::Borrowed(
                        &[
                            Cow::Borrowed("png"),
                            Cow::Borrowed("jpeg"),
                            Cow::Borrowed("jpg"),
                            Cow::Borrowed("webp"),
                        ],
                    ),
                    ratio: Some(RatioSpan {
                        from: Ratio { of: 1, to: 4 },
                        to: Ratio { of: 4, to: 1 },
                    }),
                    least: None,
                    max_bytes: Some(ByteLimit {
                        written: Cow::Borrowed("50MB"),
                        narrow: 50000000,
                        wide: 52428800,
                    }),
                    max_decoded: None,
                    alike: None,
                }),
                random: None,
                about: Cow::Borrowed("The picture that the video begins with."),
                note: Some(Cow::Borrowed("A list that takes exactly one picture.")),
                unsaid: Cow::Borrowed(
                    &[Cow::Borrowed("least"), Cow::Borrowed("max_decoded")],
                ),
            },
            Field {
                name: Cow::Borrowed("prompt"),
                wire: Cow::Borrowed("prompt"),
                kind: FieldKind::Text,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("What happens in the video, in words."),
                note: None,
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
            Field {
                name: Cow::Borrowed("audio"),
                wire: Cow::Borrowed("audio"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Whether the video comes with speech and sounds of its own.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "true: with dialogue and background sound. false: silent.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("default")]),
            },
            Field {
                name: Cow::Borrowed("voice_id"),
                wire: Cow::Borrowed("voice_id"),
                kind: FieldKind::Text,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The voice that speaks in the video."),
                note: Some(Cow::Borrowed("If empty, the vendor chooses a voice.")),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
            Field {
                name: Cow::Borrowed("is_rec"),
                wire: Cow::Borrowed("is_rec"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the vendor writes the prompt itself."),
                note: Some(
                    Cow::Borrowed(
                        "true: the vendor writes one prompt. false: the given prompt counts.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("default")]),
            },
            Field {
                name: Cow::Borrowed("bgm"),
                wire: Cow::Borrowed("bgm"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the vendor adds music."),
                note: Some(
                    Cow::Borrowed("true: the vendor picks music from its library."),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("default")]),
            },
            Field {
                name: Cow::Borrowed("duration"),
                wire: Cow::Borrowed("duration"),
                kind: FieldKind::Integer,
                role: Some(Role::Length),
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The length of the video in seconds."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("seed"),
                wire: Cow::Borrowed("seed"),
                kind: FieldKind::Integer,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: Some(Random {
                    absent: true,
                    at: Cow::Borrowed(&[0]),
                }),
                about: Cow::Borrowed(
                    "The number that chance starts from: the same seed gives a similar video.",
                ),
                note: None,
                unsaid: Cow::Borrowed(&[Cow::Borrowed("values")]),
            },
            Field {
                name: Cow::Borrowed("resolution"),
                wire: Cow::Borrowed("resolution"),
                kind: FieldKind::Word(Cow::Borrowed("resolution")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The height class of the video."),
                note: Some(Cow::Borrowed("The default depends on model and duration.")),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("off_peak"),
                wire: Cow::Borrowed("off_peak"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Whether the video may wait for hours with little load.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "true: made in hours with little load. false: at once.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("default")]),
            },
            Field {
                name: Cow::Borrowed("watermark"),
                wire: Cow::Borrowed("watermark"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the video carries a watermark."),
                note: None,
                unsaid: Cow::Borrowed(&[Cow::Borrowed("default")]),
            },
            Field {
                name: Cow::Borrowed("wm_position"),
                wire: Cow::Borrowed("wm_position"),
                kind: FieldKind::Integer,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The corner of the watermark, as a number."),
                note: Some(
                    Cow::Borrowed(
                        "1 top left, 2 top right, 3 bottom right, 4 bottom left.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("default")]),
            },
            Field {
                name: Cow::Borrowed("wm_url"),
                wire: Cow::Borrowed("wm_url"),
                kind: FieldKind::Url,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The picture that serves as watermark."),
                note: Some(
                    Cow::Borrowed(
                        "Without it the watermark is the text `Content generated by AI`.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
            Field {
                name: Cow::Borrowed("payload"),
                wire: Cow::Borrowed("payload"),
                kind: FieldKind::Text,
                role: Some(Role::PassThrough),
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Text that the vendor passes through without reading it.",
                ),
                note: Some(Cow::Borrowed("Passed through unread.")),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
            Field {
                name: Cow::Borrowed("meta_data"),
                wire: Cow::Borrowed("meta_data"),
                kind: FieldKind::Text,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "A JSON document as text, passed through as the video's metadata.",
                ),
                note: None,
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
        ],
    ),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("model"),
                shape: Shape::Field(0),
            },
            Member {
                key: Cow::Borrowed("images"),
                shape: Shape::Elements(Cow::Borrowed(&[1])),
            },
            Member {
                key: Cow::Borrowed("prompt"),
                shape: Shape::Field(2),
            },
            Member {
                key: Cow::Borrowed("audio"),
                shape: Shape::Field(3),
            },
            Member {
                key: Cow::Borrowed("voice_id"),
                shape: Shape::Field(4),
            },
            Member {
                key: Cow::Borrowed("is_rec"),
                shape: Shape::Field(5),
            },
            Member {
                key: Cow::Borrowed("bgm"),
                shape: Shape::Field(6),
            },
            Member {
                key: Cow::Borrowed("duration"),
                shape: Shape::Field(7),
            },
            Member {
                key: Cow::Borrowed("seed"),
                shape: Shape::Field(8),
            },
            Member {
                key: Cow::Borrowed("resolution"),
                shape: Shape::Field(9),
            },
            Member {
                key: Cow::Borrowed("off_peak"),
                shape: Shape::Field(10),
            },
            Member {
                key: Cow::Borrowed("watermark"),
                shape: Shape::Field(11),
            },
            Member {
                key: Cow::Borrowed("wm_position"),
                shape: Shape::Field(12),
            },
            Member {
                key: Cow::Borrowed("wm_url"),
                shape: Shape::Field(13),
            },
            Member {
                key: Cow::Borrowed("payload"),
                shape: Shape::Field(14),
            },
            Member {
                key: Cow::Borrowed("meta_data"),
                shape: Shape::Field(15),
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(
        &[
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 0,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 7,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 9,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq2-pro"))),
                                                Choice::Exactly(
                                                    Scalar::Text(Cow::Borrowed("viduq2-turbo")),
                                                ),
                                                Choice::Exactly(
                                                    Scalar::Text(Cow::Borrowed("viduq2-pro-fast")),
                                                ),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(5)),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Integer(5)),
                                                Choice::Integers(1, 10),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("720p"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("540p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq3-pro"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq1"))),
                                                Choice::Exactly(
                                                    Scalar::Text(Cow::Borrowed("viduq1-classic")),
                                                ),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0"))),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(&[]),
                                    },
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(&[]),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 3,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(true)),
                                                Choice::Exactly(Scalar::Boolean(false)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 5,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(true)),
                                                Choice::Exactly(Scalar::Boolean(false)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 6,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(true)),
                                                Choice::Exactly(Scalar::Boolean(false)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 10,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(true)),
                                                Choice::Exactly(Scalar::Boolean(false)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 11,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(true)),
                                                Choice::Exactly(Scalar::Boolean(false)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 12,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Integer(1)),
                                                Choice::Exactly(Scalar::Integer(2)),
                                                Choice::Exactly(Scalar::Integer(3)),
                                                Choice::Exactly(Scalar::Integer(4)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
        ],
    ),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(
        &[
            Ignored {
                field: 2,
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Boolean(true))],
                            ),
                        },
                    ],
                ),
                why: Cow::Borrowed(
                    "with recommended prompts the model ignores the given one",
                ),
            },
            Ignored {
                field: 4,
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[
                                    Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq3-pro"))),
                                ],
                            ),
                        },
                    ],
                ),
                why: Cow::Borrowed("it does not take effect for q3 models"),
            },
        ],
    ),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("task_id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("status"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskState,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("created_at"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskCreatedAt,
                    format: Format::UnixSeconds,
                    otherwise: None,
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(
        &[
            Price {
                when: Cow::Borrowed(&[]),
                base: 0,
                per_second: 10,
                from: Cow::Borrowed("no page gives a price in credits"),
                made_up: true,
            },
        ],
    ),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "durations and resolutions of the models beyond the viduq2 series",
            ),
            Cow::Borrowed("the range of seed"),
            Cow::Borrowed("defaults of the flags and of the watermark's corner"),
            Cow::Borrowed(
                "whether an aspect ratio of exactly 1:4 or 4:1 is taken (the sentence reads `less than 1:4 or 4:1`)",
            ),
            Cow::Borrowed("whether MB counts 1,000,000 or 1,048,576 bytes"),
            Cow::Borrowed("the limit on the decoded bytes of a data URI"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The answer's status is processing at first; Query Task gives the result later.",
            ),
            Cow::Borrowed("The request is currently submitted as application/json."),
            Cow::Borrowed(
                "The example at the head of the page is a template; its images hold an empty object.",
            ),
        ],
    ),
};

const OCTOPUSX_2026_03_QUERY: Operation = Operation {
    name: Cow::Borrowed("query"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Query,
    about: Cow::Borrowed("Reads a task: its state and, when it is done, its videos."),
    page: Page {
        url: Cow::Borrowed("https://docs.octopusx.ai/en/videos/vidu/query"),
        title: Cow::Borrowed("Query Task"),
        read: Cow::Borrowed("2026-03"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/vidu/ent/v2/task/{id}/creations"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(&[]),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("status"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskState,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("video_url"),
                stages: Cow::Borrowed(&[Stage::Succeeded]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::VideoUrl,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("status_update_time"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskChangedAt,
                    format: Format::UnixSeconds,
                    otherwise: None,
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("page"),
                from: Cow::Borrowed("https://docs.octopusx.ai/en/videos/vidu/query"),
                why: Cow::Borrowed(
                    "the Image-to-Video page refers to Query Task; its body is known in excerpts",
                ),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("how a failed task says why"),
            Cow::Borrowed("how an unknown id is answered"),
        ],
    ),
    remarks: Cow::Borrowed(&[Cow::Borrowed("The path has task in the singular.")]),
};

const UMODELVERSE_2025_11_IMG2VIDEO: Operation = Operation {
    name: Cow::Borrowed("img2video"),
    type_name: Cow::Borrowed("Img2Video"),
    kind: OperationKind::Create,
    about: Cow::Borrowed("Makes a video that begins with a given picture."),
    page: Page {
        url: Cow::Borrowed(
            "https://www.ucloud-global.com/en/docs/modelverse/modelverse/video_api/Vidu-Img2Video",
        ),
        title: Cow::Borrowed("Vidu/Img2Video"),
        read: Cow::Borrowed("2025-11"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/v1/tasks/submit"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(
        &[
            Field {
                name: Cow::Borrowed("model"),
                wire: Cow::Borrowed("model"),
                kind: FieldKind::Word(Cow::Borrowed("model")),
                role: Some(Role::Model),
                required: true,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The model that makes the video."),
                note: Some(
                    Cow::Borrowed(
                        "viduq2-pro: better quality, rich in details. viduq2-turbo: better quality, fast.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("image"),
                wire: Cow::Borrowed("input.first_frame_url"),
                kind: FieldKind::Image,
                role: Some(Role::FirstFrame),
                required: true,
                characters: None,
                count: None,
                image: Some(ImageRules {
                    forms: Cow::Borrowed(&[ImageForm::Url, ImageForm::Base64]),
                    formats: Cow::Borrowed(
                        &[
                            Cow::Borrowed("png"),
                            Cow::Borrowed("jpeg"),
                            Cow::Borrowed("jpg"),
                            Cow::Borrowed("webp"),
                        ],
                    ),
                    ratio: Some(RatioSpan {
                        from: Ratio { of: 1, to: 4 },
                        to: Ratio { of: 4, to: 1 },
                    }),
                    least: None,
                    max_bytes: Some(ByteLimit {
                        written: Cow::Borrowed("50MB"),
                        narrow: 50000000,
                        wide: 52428800,
                    }),
                    max_decoded: None,
                    alike: None,
                }),
                random: None,
                about: Cow::Borrowed("The picture that the video begins with."),
                note: Some(
                    Cow::Borrowed(
                        "A data URI looks like `data:image/png;base64,` and the picture.",
                    ),
                ),
                unsaid: Cow::Borrowed(
                    &[Cow::Borrowed("least"), Cow::Borrowed("max_decoded")],
                ),
            },
            Field {
                name: Cow::Borrowed("prompt"),
                wire: Cow::Borrowed("input.prompt"),
                kind: FieldKind::Text,
                role: None,
                required: false,
                characters: Some(Span { from: 0, to: Some(2000) }),
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("What happens in the video, in words."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("duration"),
                wire: Cow::Borrowed("parameters.duration"),
                kind: FieldKind::Integer,
                role: Some(Role::Length),
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The length of the video in seconds."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("seed"),
                wire: Cow::Borrowed("parameters.seed"),
                kind: FieldKind::Integer,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: Some(Random {
                    absent: false,
                    at: Cow::Borrowed(&[0]),
                }),
                about: Cow::Borrowed(
                    "The number that chance starts from: the same seed gives a similar video.",
                ),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("resolution"),
                wire: Cow::Borrowed("parameters.resolution"),
                kind: FieldKind::Word(Cow::Borrowed("resolution")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The height class of the video."),
                note: Some(
                    Cow::Borrowed(
                        "The default depends on the model; the page does not say which it is.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("movement_amplitude"),
                wire: Cow::Borrowed("parameters.movement_amplitude"),
                kind: FieldKind::Word(Cow::Borrowed("movement_amplitude")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("How far things move within the picture."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("bgm"),
                wire: Cow::Borrowed("parameters.bgm"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the vendor adds music."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
        ],
    ),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("model"),
                shape: Shape::Field(0),
            },
            Member {
                key: Cow::Borrowed("input"),
                shape: Shape::Object(
                    Cow::Borrowed(
                        &[
                            Member {
                                key: Cow::Borrowed("first_frame_url"),
                                shape: Shape::Field(1),
                            },
                            Member {
                                key: Cow::Borrowed("prompt"),
                                shape: Shape::Field(2),
                            },
                        ],
                    ),
                ),
            },
            Member {
                key: Cow::Borrowed("parameters"),
                shape: Shape::Object(
                    Cow::Borrowed(
                        &[
                            Member {
                                key: Cow::Borrowed("duration"),
                                shape: Shape::Field(3),
                            },
                            Member {
                                key: Cow::Borrowed("seed"),
                                shape: Shape::Field(4),
                            },
                            Member {
                                key: Cow::Borrowed("resolution"),
                                shape: Shape::Field(5),
                            },
                            Member {
                                key: Cow::Borrowed("movement_amplitude"),
                                shape: Shape::Field(6),
                            },
                            Member {
                                key: Cow::Borrowed("bgm"),
                                shape: Shape::Field(7),
                            },
                            Member {
                                key: Cow::Borrowed("vidu_type"),
                                shape: Shape::Constant(
                                    Scalar::Text(Cow::Borrowed("img2video")),
                                ),
                            },
                        ],
                    ),
                ),
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(
        &[
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 0,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 3,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 5,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq2-pro"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq2-turbo"))),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(5)),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Integer(5)),
                                                Choice::Integers(1, 10),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("540p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 4,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Integer(0)),
                                        choices: Cow::Borrowed(&[]),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 6,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("auto"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("auto"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("small"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("medium"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("large"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 7,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Boolean(false)),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(false)),
                                                Choice::Exactly(Scalar::Boolean(true)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
        ],
    ),
    stated_only: Cow::Borrowed(
        &[
            StatedOnly {
                cells: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq1")))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p")))],
                            ),
                        },
                    ],
                ),
                why: Cow::Borrowed(
                    "the resolution row gives it for a model that the page does not offer",
                ),
            },
            StatedOnly {
                cells: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[
                                    Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0"))),
                                    Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5"))),
                                ],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[
                                    Choice::Exactly(Scalar::Text(Cow::Borrowed("360p"))),
                                    Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                    Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p"))),
                                ],
                            ),
                        },
                    ],
                ),
                why: Cow::Borrowed(
                    "the resolution row gives them for models that the page does not offer",
                ),
            },
        ],
    ),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("output"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Object(
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("task_id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("request_id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::RequestId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(
        &[
            Price {
                when: Cow::Borrowed(&[]),
                base: 0,
                per_second: 10,
                from: Cow::Borrowed("no page gives a price in credits"),
                made_up: true,
            },
        ],
    ),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("the default of resolution"),
            Cow::Borrowed("the range of seed"),
            Cow::Borrowed(
                "whether an aspect ratio of exactly 1:4 or 4:1 is taken (the sentence reads `less than 1:4 or 4:1`)",
            ),
            Cow::Borrowed("whether MB counts 1,000,000 or 1,048,576 bytes"),
            Cow::Borrowed("the limit on the decoded bytes of a data URI"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The path serves other operations too; parameters.vidu_type tells them apart.",
            ),
        ],
    ),
};

const UMODELVERSE_2025_11_QUERY: Operation = Operation {
    name: Cow::Borrowed("query"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Query,
    about: Cow::Borrowed("Reads a task: its state and, when it is done, its videos."),
    page: Page {
        url: Cow::Borrowed(
            "https://www.ucloud-global.com/en/docs/modelverse/modelverse/video_api/Vidu-Img2Video",
        ),
        title: Cow::Borrowed("Check Task Status"),
        read: Cow::Borrowed("2025-11"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/v1/tasks/status"),
    id_parameter: Some(Cow::Borrowed("task_id")),
    listing: None,
    headers: Cow::Borrowed(&[]),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("output"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Object(
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("task_id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("task_status"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskState,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("urls"),
                                stages: Cow::Borrowed(&[Stage::Succeeded]),
                                form: AnswerForm::EachValue(
                                    Group::Video,
                                    SlotForm {
                                        slot: Slot::VideoUrl,
                                        format: Format::Text,
                                        otherwise: None,
                                    },
                                ),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("submit_time"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskCreatedAt,
                                    format: Format::UnixSeconds,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("finish_time"),
                                stages: Cow::Borrowed(&[Stage::Succeeded, Stage::Failed]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskEndedAt,
                                    format: Format::UnixSeconds,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("error_message"),
                                stages: Cow::Borrowed(&[Stage::Failed]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::FailureMessage,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("usage"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Object(
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("duration"),
                                stages: Cow::Borrowed(&[Stage::Succeeded, Stage::Failed]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoDuration,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("request_id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::RequestId,
                    format: Format::Text,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "what urls and finish_time are while the task runs: they are left out here",
            ),
            Cow::Borrowed(
                "the unit and the start of the times: the example's numbers are seconds since 1970",
            ),
        ],
    ),
    remarks: Cow::Borrowed(
        &[Cow::Borrowed("The example's request_id is an empty text.")],
    ),
};

const VIDU_2025_08_CANCEL: Operation = Operation {
    name: Cow::Borrowed("cancel"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Cancel,
    about: Cow::Borrowed("Stops a task that has not begun."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.com/docs/cancel-generation"),
        title: Cow::Borrowed("Cancel Task"),
        read: Cow::Borrowed("2025-08"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/ent/v2/tasks/{id}/cancel"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("id"),
                shape: Shape::TaskId,
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(&[]),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("page"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/cancel-generation"),
                why: Cow::Borrowed(
                    "not among the generation pages; described at that time",
                ),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "in which of its states a task can be cancelled: the example of a refusal has a task that is scheduled",
            ),
            Cow::Borrowed(
                "whether the answer is an empty object or null: the text says null, the example shows an object",
            ),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed("The body repeats the id of the path."),
            Cow::Borrowed(
                "A task that can be cancelled no more is answered 400 BadRequest.",
            ),
        ],
    ),
};

const VIDU_2025_08_CREDITS: Operation = Operation {
    name: Cow::Borrowed("credits"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Credits,
    about: Cow::Borrowed("Reads what the account has left."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.com/docs/get-account-info"),
        title: Cow::Borrowed("Get Account Info"),
        read: Cow::Borrowed("2025-08"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/ent/v2/credits"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("remains"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Balance,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("type"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceKind,
                                    format: Format::Text,
                                    otherwise: Some(Cow::Borrowed("\"metered\"")),
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credit_remain"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceRemaining,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("concurrency_limit"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceConcurrency,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("current_concurrency"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceRunning,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("queue_count"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceQueued,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("packages"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Package,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("name"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageName,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("type"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageKind,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("concurrency"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageConcurrency,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credit_amount"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageCredits,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credit_remain"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageRemaining,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("created_at"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageCreatedAt,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("purchase_at"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageBoughtAt,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("valid_from"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageValidFrom,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("valid_to"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageValidTo,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("page"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/get-account-info"),
                why: Cow::Borrowed(
                    "not among the generation pages; described at that time",
                ),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "whether show_detail stands in the query or the body: the example sends it nowhere, so it is left out here",
            ),
            Cow::Borrowed("the form of the times"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The table calls the balances remaining_credits, the example remains; programs read remains.",
            ),
            Cow::Borrowed("Kinds of balances are test, metered and concurrent."),
        ],
    ),
};

const VIDU_2025_08_IMG2VIDEO: Operation = Operation {
    name: Cow::Borrowed("img2video"),
    type_name: Cow::Borrowed("Img2Video"),
    kind: OperationKind::Create,
    about: Cow::Borrowed("Makes a video that begins with a given picture."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.com/docs/image-to-video"),
        title: Cow::Borrowed("Image to Video"),
        read: Cow::Borrowed("2025-08"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/ent/v2/img2video"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(
        &[
            Field {
                name: Cow::Borrowed("model"),
                wire: Cow::Borrowed("model"),
                kind: FieldKind::Word(Cow::Borrowed("model")),
                role: Some(Role::Model),
                required: true,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The model that makes the video."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("image"),
                wire: Cow::Borrowed("images[0]"),
                kind: FieldKind::Image,
                role: Some(Role::FirstFrame),
                required: true,
                characters: None,
                count: None,
                image: Some(ImageRules {
                    forms: Cow::Borrowed(
                        &[ImageForm::Url, ImageForm::Base64, ImageForm::Upload],
                    ),
                    formats: Cow::Borrowed(
                        &[
                            Cow::Borrowed("png"),
                            Cow::Borrowed("jpeg"),
                            Cow::Borrowed("jpg"),
                            Cow::Borrowed("webp"),
                        ],
                    ),
                    ratio: Some(RatioSpan {
                        from: Ratio { of: 1, to: 4 },
                        to: Ratio { of: 4, to: 1 },
                    }),
                    least: None,
                    max_bytes: Some(ByteLimit {
                        written: Cow::Borrowed("50MB"),
                        narrow: 50000000,
                        wide: 52428800,
                    }),
                    max_decoded: Some(ByteLimit {
                        written: Cow::Borrowed("<10MB"),
                        narrow: 9999999,
                        wide: 10485759,
                    }),
                    alike: None,
                }),
                random: None,
                about: Cow::Borrowed("The picture that the video begins with."),
                note: Some(
                    Cow::Borrowed(
                        "A list that takes exactly one picture. A data URI must name its content type, as in `data:image/png;base64,`.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("least")]),
            },
            Field {
                name: Cow::Borrowed("prompt"),
                wire: Cow::Borrowed("prompt"),
                kind: FieldKind::Text,
                role: None,
                required: false,
                characters: Some(Span { from: 0, to: Some(1500) }),
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("What happens in the video, in words."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("duration"),
                wire: Cow::Borrowed("duration"),
                kind: FieldKind::Integer,
                role: Some(Role::Length),
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The length of the video in seconds."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("seed"),
                wire: Cow::Borrowed("seed"),
                kind: FieldKind::Integer,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: Some(Random {
                    absent: true,
                    at: Cow::Borrowed(&[0]),
                }),
                about: Cow::Borrowed(
                    "The number that chance starts from: the same seed gives a similar video.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "A value given by hand is used instead of a random one.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("values")]),
            },
            Field {
                name: Cow::Borrowed("resolution"),
                wire: Cow::Borrowed("resolution"),
                kind: FieldKind::Word(Cow::Borrowed("resolution")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The height class of the video."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("movement_amplitude"),
                wire: Cow::Borrowed("movement_amplitude"),
                kind: FieldKind::Word(Cow::Borrowed("movement_amplitude")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("How far things move within the picture."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("bgm"),
                wire: Cow::Borrowed("bgm"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the vendor adds music."),
                note: Some(Cow::Borrowed("The vendor picks music that fits.")),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("payload"),
                wire: Cow::Borrowed("payload"),
                kind: FieldKind::Text,
                role: Some(Role::PassThrough),
                required: false,
                characters: Some(Span { from: 0, to: Some(1048576) }),
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Text that the vendor passes through without reading it.",
                ),
                note: Some(Cow::Borrowed("Passed through unread.")),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("callback_url"),
                wire: Cow::Borrowed("callback_url"),
                kind: FieldKind::Url,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Where the vendor reports changes of the task's state.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "Called with POST when the task's state changes; the body is that of the query's answer.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
        ],
    ),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("model"),
                shape: Shape::Field(0),
            },
            Member {
                key: Cow::Borrowed("images"),
                shape: Shape::Elements(Cow::Borrowed(&[1])),
            },
            Member {
                key: Cow::Borrowed("prompt"),
                shape: Shape::Field(2),
            },
            Member {
                key: Cow::Borrowed("duration"),
                shape: Shape::Field(3),
            },
            Member {
                key: Cow::Borrowed("seed"),
                shape: Shape::Field(4),
            },
            Member {
                key: Cow::Borrowed("resolution"),
                shape: Shape::Field(5),
            },
            Member {
                key: Cow::Borrowed("movement_amplitude"),
                shape: Shape::Field(6),
            },
            Member {
                key: Cow::Borrowed("bgm"),
                shape: Shape::Field(7),
            },
            Member {
                key: Cow::Borrowed("payload"),
                shape: Shape::Field(8),
            },
            Member {
                key: Cow::Borrowed("callback_url"),
                shape: Shape::Field(9),
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(
        &[
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 0,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 3,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 5,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq1")))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(5)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(5))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("1080p"))),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p")))],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5"))),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(4)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(4))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("360p"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("360p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5"))),
                                            ],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(8)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(8))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("720p"))),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("720p")))],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 6,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("auto"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("auto"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("small"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("medium"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("large"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 7,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Boolean(false)),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(false)),
                                                Choice::Exactly(Scalar::Boolean(true)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
        ],
    ),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("task_id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("state"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskState,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("model"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 0,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("images"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Elements(
                    Cow::Borrowed(
                        &[
                            AnswerForm::Echo(EchoForm {
                                field: 1,
                                otherwise: None,
                            }),
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("prompt"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 2,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("duration"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 3,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("seed"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 4,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("resolution"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 5,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("bgm"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 7,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("movement_amplitude"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 6,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("payload"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 8,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("created_at"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskCreatedAt,
                    format: Format::Rfc3339,
                    otherwise: None,
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(
        &[
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq1")))],
                            ),
                        },
                    ],
                ),
                base: 80,
                per_second: 0,
                from: Cow::Borrowed("price list of 2026-08"),
                made_up: false,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0")))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 3,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Integer(4))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("360p")))],
                            ),
                        },
                    ],
                ),
                base: 20,
                per_second: 0,
                from: Cow::Borrowed("price list of 2026-08"),
                made_up: false,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0")))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 3,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Integer(4))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("720p")))],
                            ),
                        },
                    ],
                ),
                base: 40,
                per_second: 0,
                from: Cow::Borrowed("price list of 2026-08"),
                made_up: false,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0")))],
                            ),
                        },
                    ],
                ),
                base: 100,
                per_second: 0,
                from: Cow::Borrowed("price list of 2026-08"),
                made_up: false,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5")))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 3,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Integer(4))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("360p")))],
                            ),
                        },
                    ],
                ),
                base: 20,
                per_second: 0,
                from: Cow::Borrowed("as vidu2.0: no price list has this model"),
                made_up: true,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5")))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 3,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Integer(4))],
                            ),
                        },
                        Condition {
                            column: Column {
                                field: 5,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("720p")))],
                            ),
                        },
                    ],
                ),
                base: 40,
                per_second: 0,
                from: Cow::Borrowed("as vidu2.0: no price list has this model"),
                made_up: true,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5")))],
                            ),
                        },
                    ],
                ),
                base: 100,
                per_second: 0,
                from: Cow::Borrowed("as vidu2.0: no price list has this model"),
                made_up: true,
            },
        ],
    ),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("fields.image.forms"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/image-upload"),
                why: Cow::Borrowed(
                    "the page names URL and Base64; the upload page of the same months has its references stand in images",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("fields.seed.random"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/image-to-video"),
                why: Cow::Borrowed(
                    "the page says that an absent seed is drawn by chance, and its example sends 0 and is answered with a random number",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("prices"),
                from: Cow::Borrowed("price list of 2026-08"),
                why: Cow::Borrowed("no price list of 2025-08 is known"),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("the range of seed"),
            Cow::Borrowed(
                "whether an aspect ratio of exactly 1:4 or 4:1 is taken (the sentence reads `less than 1:4 or 4:1`)",
            ),
            Cow::Borrowed("whether MB counts 1,000,000 or 1,048,576 bytes"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The example answer leaves out bgm, which the table of the answer has.",
            ),
            Cow::Borrowed(
                "All pictures are limited to 50 MB; only a linked one can be that large, because a decoded data URI must stay under 10 MB.",
            ),
        ],
    ),
};

const VIDU_2025_08_QUERY: Operation = Operation {
    name: Cow::Borrowed("query"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Query,
    about: Cow::Borrowed("Reads a task: its state and, when it is done, its videos."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.com/docs/get-generation"),
        title: Cow::Borrowed("Get Generation"),
        read: Cow::Borrowed("2025-08"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/ent/v2/tasks/{id}/creations"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("state"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskState,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("err_code"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::FailureCode,
                    format: Format::Text,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("credits"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskCredits,
                    format: Format::Integer,
                    otherwise: Some(Cow::Borrowed("0")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("payload"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskPayload,
                    format: Format::Text,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("creations"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Video,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("url"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoUrl,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("cover_url"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoCoverUrl,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("page"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/get-generation"),
                why: Cow::Borrowed(
                    "the two generation pages refer to this page; what it says is known from descriptions of that time",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("answer.id"),
                from: Cow::Borrowed("https://platform.vidu.cn/docs/search-task-api"),
                why: Cow::Borrowed(
                    "the table of this month has no id; later ones do, and programs read it from callbacks",
                ),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "what creations is while the task runs: an empty list is what programs see",
            ),
            Cow::Borrowed(
                "what err_code is when nothing failed: the signature page shows an empty text",
            ),
            Cow::Borrowed("the HTTP status of a failed task's answer; 200 is assumed"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The page lists the task's id under its request body although it stands in the path.",
            ),
            Cow::Borrowed("Addresses of results and covers are good for one hour."),
        ],
    ),
};

const VIDU_2025_08_REFERENCE2VIDEO: Operation = Operation {
    name: Cow::Borrowed("reference2video"),
    type_name: Cow::Borrowed("Reference2Video"),
    kind: OperationKind::Create,
    about: Cow::Borrowed(
        "Makes a video whose subjects look like those of the given pictures.",
    ),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.com/docs/reference-to-video"),
        title: Cow::Borrowed("Reference to Video"),
        read: Cow::Borrowed("2025-08"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/ent/v2/reference2video"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(
        &[
            Field {
                name: Cow::Borrowed("model"),
                wire: Cow::Borrowed("model"),
                kind: FieldKind::Word(Cow::Borrowed("model")),
                role: Some(Role::Model),
                required: true,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The model that makes the video."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("images"),
                wire: Cow::Borrowed("images"),
                kind: FieldKind::Images,
                role: None,
                required: true,
                characters: None,
                count: Some(Span { from: 1, to: Some(7) }),
                image: Some(ImageRules {
                    forms: Cow::Borrowed(
                        &[ImageForm::Url, ImageForm::Base64, ImageForm::Upload],
                    ),
                    formats: Cow::Borrowed(
                        &[
                            Cow::Borrowed("png"),
                            Cow::Borrowed("jpeg"),
                            Cow::Borrowed("jpg"),
                            Cow::Borrowed("webp"),
                        ],
                    ),
                    ratio: Some(RatioSpan {
                        from: Ratio { of: 1, to: 4 },
                        to: Ratio { of: 4, to: 1 },
                    }),
                    least: Some(Size { width: 128, height: 128 }),
                    max_bytes: Some(ByteLimit {
                        written: Cow::Borrowed("50MB"),
                        narrow: 50000000,
                        wide: 52428800,
                    }),
                    max_decoded: Some(ByteLimit {
                        written: Cow::Borrowed("<10MB"),
                        narrow: 9999999,
                        wide: 10485759,
                    }),
                    alike: None,
                }),
                random: None,
                about: Cow::Borrowed(
                    "The pictures that the video's subjects are taken from.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "A data URI must name its content type, as in `data:image/png;base64,`.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("prompt"),
                wire: Cow::Borrowed("prompt"),
                kind: FieldKind::Text,
                role: None,
                required: true,
                characters: Some(Span { from: 0, to: Some(1500) }),
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("What happens in the video, in words."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("duration"),
                wire: Cow::Borrowed("duration"),
                kind: FieldKind::Integer,
                role: Some(Role::Length),
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The length of the video in seconds."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("seed"),
                wire: Cow::Borrowed("seed"),
                kind: FieldKind::Integer,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: Some(Random {
                    absent: true,
                    at: Cow::Borrowed(&[0]),
                }),
                about: Cow::Borrowed(
                    "The number that chance starts from: the same seed gives a similar video.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "A value given by hand is used instead of a random one.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("values")]),
            },
            Field {
                name: Cow::Borrowed("aspect_ratio"),
                wire: Cow::Borrowed("aspect_ratio"),
                kind: FieldKind::Word(Cow::Borrowed("aspect_ratio")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The shape of the video, width to height."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("resolution"),
                wire: Cow::Borrowed("resolution"),
                kind: FieldKind::Word(Cow::Borrowed("resolution")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("The height class of the video."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("movement_amplitude"),
                wire: Cow::Borrowed("movement_amplitude"),
                kind: FieldKind::Word(Cow::Borrowed("movement_amplitude")),
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("How far things move within the picture."),
                note: None,
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("bgm"),
                wire: Cow::Borrowed("bgm"),
                kind: FieldKind::Boolean,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed("Whether the vendor adds music."),
                note: Some(Cow::Borrowed("The vendor picks music that fits.")),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("payload"),
                wire: Cow::Borrowed("payload"),
                kind: FieldKind::Text,
                role: Some(Role::PassThrough),
                required: false,
                characters: Some(Span { from: 0, to: Some(1048576) }),
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Text that the vendor passes through without reading it.",
                ),
                note: Some(Cow::Borrowed("Passed through unread.")),
                unsaid: Cow::Borrowed(&[]),
            },
            Field {
                name: Cow::Borrowed("callback_url"),
                wire: Cow::Borrowed("callback_url"),
                kind: FieldKind::Url,
                role: None,
                required: false,
                characters: None,
                count: None,
                image: None,
                random: None,
                about: Cow::Borrowed(
                    "Where the vendor reports changes of the task's state.",
                ),
                note: Some(
                    Cow::Borrowed(
                        "Called with POST when the task's state changes; the body is that of the query's answer.",
                    ),
                ),
                unsaid: Cow::Borrowed(&[Cow::Borrowed("max_chars")]),
            },
        ],
    ),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("model"),
                shape: Shape::Field(0),
            },
            Member {
                key: Cow::Borrowed("images"),
                shape: Shape::Field(1),
            },
            Member {
                key: Cow::Borrowed("prompt"),
                shape: Shape::Field(2),
            },
            Member {
                key: Cow::Borrowed("duration"),
                shape: Shape::Field(3),
            },
            Member {
                key: Cow::Borrowed("seed"),
                shape: Shape::Field(4),
            },
            Member {
                key: Cow::Borrowed("aspect_ratio"),
                shape: Shape::Field(5),
            },
            Member {
                key: Cow::Borrowed("resolution"),
                shape: Shape::Field(6),
            },
            Member {
                key: Cow::Borrowed("movement_amplitude"),
                shape: Shape::Field(7),
            },
            Member {
                key: Cow::Borrowed("bgm"),
                shape: Shape::Field(8),
            },
            Member {
                key: Cow::Borrowed("payload"),
                shape: Shape::Field(9),
            },
            Member {
                key: Cow::Borrowed("callback_url"),
                shape: Shape::Field(10),
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(
        &[
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 0,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 3,
                            aspect: Aspect::Value,
                        },
                        Column {
                            field: 6,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq1")))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(5)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(5))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("1080p"))),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p")))],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0")))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(4)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(4))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("360p"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("360p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5")))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(4)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(4))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("360p"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("360p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("720p"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("1080p"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: None,
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5")))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Integer(8)),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Integer(8))],
                                        ),
                                    },
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("720p"))),
                                        choices: Cow::Borrowed(
                                            &[Choice::Exactly(Scalar::Text(Cow::Borrowed("720p")))],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 5,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("16:9"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("16:9"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("9:16"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("1:1"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 7,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Text(Cow::Borrowed("auto"))),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("auto"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("small"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("medium"))),
                                                Choice::Exactly(Scalar::Text(Cow::Borrowed("large"))),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
            Relation {
                columns: Cow::Borrowed(
                    &[
                        Column {
                            field: 8,
                            aspect: Aspect::Value,
                        },
                    ],
                ),
                rows: Cow::Borrowed(
                    &[
                        Row {
                            cells: Cow::Borrowed(
                                &[
                                    Cell {
                                        default: Some(Scalar::Boolean(false)),
                                        choices: Cow::Borrowed(
                                            &[
                                                Choice::Exactly(Scalar::Boolean(false)),
                                                Choice::Exactly(Scalar::Boolean(true)),
                                            ],
                                        ),
                                    },
                                ],
                            ),
                        },
                    ],
                ),
            },
        ],
    ),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("task_id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("state"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskState,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("model"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 0,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("images"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 1,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("prompt"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 2,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("duration"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 3,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("seed"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 4,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("aspect_ratio"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 5,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("resolution"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 6,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("bgm"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 8,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("movement_amplitude"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 7,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("payload"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Echo(EchoForm {
                    field: 9,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("created_at"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskCreatedAt,
                    format: Format::Rfc3339,
                    otherwise: None,
                }),
            },
        ],
    ),
    prices: Cow::Borrowed(
        &[
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("viduq1")))],
                            ),
                        },
                    ],
                ),
                base: 80,
                per_second: 0,
                from: Cow::Borrowed("price list of 2026-08"),
                made_up: false,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu2.0")))],
                            ),
                        },
                    ],
                ),
                base: 80,
                per_second: 0,
                from: Cow::Borrowed("price list of 2026-08"),
                made_up: false,
            },
            Price {
                when: Cow::Borrowed(
                    &[
                        Condition {
                            column: Column {
                                field: 0,
                                aspect: Aspect::Value,
                            },
                            choices: Cow::Borrowed(
                                &[Choice::Exactly(Scalar::Text(Cow::Borrowed("vidu1.5")))],
                            ),
                        },
                    ],
                ),
                base: 80,
                per_second: 0,
                from: Cow::Borrowed("as vidu2.0: no price list has this model"),
                made_up: true,
            },
        ],
    ),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("fields.images.forms"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/image-upload"),
                why: Cow::Borrowed(
                    "the page names URLs and Base64; the upload page of the same months has its references stand in images",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("fields.seed.random"),
                from: Cow::Borrowed("https://platform.vidu.com/docs/reference-to-video"),
                why: Cow::Borrowed(
                    "the page says that an absent seed is drawn by chance, and its example sends 0 and is answered with a random number",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("prices"),
                from: Cow::Borrowed("price list of 2026-08"),
                why: Cow::Borrowed("no price list of 2025-08 is known"),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("the range of seed"),
            Cow::Borrowed(
                "whether an aspect ratio of exactly 1:4 or 4:1 is taken (the sentence reads `less than 1:4 or 4:1`)",
            ),
            Cow::Borrowed("whether MB counts 1,000,000 or 1,048,576 bytes"),
            Cow::Borrowed(
                "how often a failed callback on failed is retried: the page breaks off",
            ),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The example answer prints bgm as text; the table types it bool, and programs rely on a bool.",
            ),
        ],
    ),
};

const VIDU_2026_08_CANCEL: Operation = Operation {
    name: Cow::Borrowed("cancel"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Cancel,
    about: Cow::Borrowed("Stops a task that has not begun."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.cn/docs/cancel-task-api"),
        title: Cow::Borrowed("Cancel task"),
        read: Cow::Borrowed("2026-08"),
    },
    method: Cow::Borrowed("POST"),
    path: Cow::Borrowed("/ent/v2/tasks/{id}/cancel"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(
        &[
            Member {
                key: Cow::Borrowed("id"),
                shape: Shape::TaskId,
            },
        ],
    ),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(&[]),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "in which of its states a task can be cancelled: the example of a refusal has a task that is scheduled",
            ),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed("The body repeats the id of the path."),
            Cow::Borrowed(
                "A task that can be cancelled no more is answered 400 BadRequest.",
            ),
            Cow::Borrowed(
                "The page speaks of tasks that may wait for hours with little load.",
            ),
        ],
    ),
};

const VIDU_2026_08_CREDITS: Operation = Operation {
    name: Cow::Borrowed("credits"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Credits,
    about: Cow::Borrowed("Reads what the account has left."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.cn/docs/search-credits"),
        title: Cow::Borrowed("Search credits"),
        read: Cow::Borrowed("2026-08"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/ent/v2/credits"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("remains"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Balance,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("type"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceKind,
                                    format: Format::Text,
                                    otherwise: Some(Cow::Borrowed("\"metered\"")),
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credit_remain"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceRemaining,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("concurrency_limit"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceConcurrency,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("current_concurrency"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceRunning,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("queue_count"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::BalanceQueued,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
            AnswerMember {
                key: Cow::Borrowed("packages"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Package,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("name"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageName,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("type"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageKind,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("concurrency"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageConcurrency,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credit_amount"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageCredits,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credit_remain"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageRemaining,
                                    format: Format::Integer,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("created_at"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageCreatedAt,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("purchase_at"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageBoughtAt,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("valid_from"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageValidFrom,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("valid_to"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::PackageValidTo,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "whether show_detail stands in the query or the body: the example sends it nowhere, so it is left out here",
            ),
            Cow::Borrowed("the form of the times"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The table calls the balances remaining_credits, the example remains; programs read remains.",
            ),
            Cow::Borrowed("Kinds of balances are test, metered and concurrent."),
        ],
    ),
};

const VIDU_2026_08_LIST: Operation = Operation {
    name: Cow::Borrowed("list"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::List,
    about: Cow::Borrowed("Reads the account's tasks, page by page."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.cn/docs/tasks-list"),
        title: Cow::Borrowed("Tasks list"),
        read: Cow::Borrowed("2026-08"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/ent/v2/tasks"),
    id_parameter: None,
    listing: Some(Listing {
        order: None,
        parameters: Cow::Borrowed(
            &[
                Parameter {
                    name: Cow::Borrowed("created_at.from"),
                    role: ParameterRole::CreatedFrom,
                    several: None,
                    format: None,
                    first: None,
                    default: Some(604800),
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[Cow::Borrowed("format")]),
                },
                Parameter {
                    name: Cow::Borrowed("created_at.to"),
                    role: ParameterRole::CreatedTo,
                    several: None,
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[Cow::Borrowed("format")]),
                },
                Parameter {
                    name: Cow::Borrowed("task_ids"),
                    role: ParameterRole::TaskId,
                    several: Some(Several::Repeated),
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[]),
                },
                Parameter {
                    name: Cow::Borrowed("templates"),
                    role: ParameterRole::Filter,
                    several: None,
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[Cow::Borrowed("several")]),
                },
                Parameter {
                    name: Cow::Borrowed("model_versions"),
                    role: ParameterRole::Filter,
                    several: None,
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: Some(
                        Cow::Borrowed("Such as q1 and q2: not the names of the models."),
                    ),
                    unsaid: Cow::Borrowed(&[Cow::Borrowed("several")]),
                },
                Parameter {
                    name: Cow::Borrowed("resolutions"),
                    role: ParameterRole::Filter,
                    several: None,
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[Cow::Borrowed("several")]),
                },
                Parameter {
                    name: Cow::Borrowed("states"),
                    role: ParameterRole::TaskState,
                    several: None,
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[Cow::Borrowed("several")]),
                },
                Parameter {
                    name: Cow::Borrowed("pager.page"),
                    role: ParameterRole::PageNumber,
                    several: None,
                    format: None,
                    first: Some(0),
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[]),
                },
                Parameter {
                    name: Cow::Borrowed("pager.pagesz"),
                    role: ParameterRole::PageSize,
                    several: None,
                    format: None,
                    first: None,
                    default: Some(10),
                    most: Some(100),
                    note: None,
                    unsaid: Cow::Borrowed(&[]),
                },
                Parameter {
                    name: Cow::Borrowed("pager.page_token"),
                    role: ParameterRole::PageToken,
                    several: None,
                    format: None,
                    first: None,
                    default: None,
                    most: None,
                    note: None,
                    unsaid: Cow::Borrowed(&[]),
                },
            ],
        ),
    }),
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("next_page_token"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::PageNext,
                    format: Format::Text,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("tasks"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Task,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("state"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskState,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("payload"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskPayload,
                                    format: Format::Text,
                                    otherwise: Some(Cow::Borrowed("\"\"")),
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("creations"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Each(
                                    Group::Video,
                                    Cow::Borrowed(
                                        &[
                                            AnswerMember {
                                                key: Cow::Borrowed("id"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Slot(SlotForm {
                                                    slot: Slot::VideoId,
                                                    format: Format::Text,
                                                    otherwise: None,
                                                }),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("url"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Slot(SlotForm {
                                                    slot: Slot::VideoUrl,
                                                    format: Format::Text,
                                                    otherwise: None,
                                                }),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("watermarked_url"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Slot(SlotForm {
                                                    slot: Slot::VideoWatermarkedUrl,
                                                    format: Format::Text,
                                                    otherwise: None,
                                                }),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("cover_url"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Slot(SlotForm {
                                                    slot: Slot::VideoCoverUrl,
                                                    format: Format::Text,
                                                    otherwise: None,
                                                }),
                                            },
                                            AnswerMember {
                                                key: Cow::Borrowed("video"),
                                                stages: Cow::Borrowed(&[]),
                                                form: AnswerForm::Object(
                                                    Cow::Borrowed(
                                                        &[
                                                            AnswerMember {
                                                                key: Cow::Borrowed("duration"),
                                                                stages: Cow::Borrowed(&[]),
                                                                form: AnswerForm::Slot(SlotForm {
                                                                    slot: Slot::VideoDuration,
                                                                    format: Format::Number,
                                                                    otherwise: None,
                                                                }),
                                                            },
                                                        ],
                                                    ),
                                                ),
                                            },
                                        ],
                                    ),
                                ),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("created_at"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskCreatedAt,
                                    format: Format::Rfc3339,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("credits"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::TaskCredits,
                                    format: Format::Integer,
                                    otherwise: Some(Cow::Borrowed("0")),
                                }),
                            },
                        ],
                    ),
                ),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(
        &[
            Borrowed {
                of: Cow::Borrowed("parameters.task_ids.several"),
                from: Cow::Borrowed("requests of client programs"),
                why: Cow::Borrowed(
                    "the page does not say how several ids are given; programs repeat the parameter",
                ),
            },
            Borrowed {
                of: Cow::Borrowed("answer.tasks.payload"),
                from: Cow::Borrowed("client programs"),
                why: Cow::Borrowed(
                    "the table does not list it; programs that look for lost submits read it there",
                ),
            },
        ],
    ),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed("in which form the times of the query are written"),
            Cow::Borrowed("how several values of a filter are given"),
            Cow::Borrowed(
                "whether the last seven days count too where task ids are given",
            ),
            Cow::Borrowed(
                "whether next_page_token is empty or left out on the last page, and whether it is there where pages are asked for by number",
            ),
            Cow::Borrowed("what creations is of a task that has none"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "Pages of earlier months call the parameters paper.page and paper.pagesz; programs send pager.page and pager.pagesz.",
            ),
            Cow::Borrowed(
                "Each task also has key_id, type, template, model, prompt, images, duration, resolution and aspect_ratio, which no table here holds.",
            ),
            Cow::Borrowed(
                "The code of a failure is not among what the list tells: a task that was stopped looks like one that failed.",
            ),
            Cow::Borrowed(
                "The table types creations as an object; the example has a list, whose entries also have moderation_url and more about the video.",
            ),
            Cow::Borrowed("The list of states leaves out created."),
        ],
    ),
};

const VIDU_2026_08_QUERY: Operation = Operation {
    name: Cow::Borrowed("query"),
    type_name: Cow::Borrowed(""),
    kind: OperationKind::Query,
    about: Cow::Borrowed("Reads a task: its state and, when it is done, its videos."),
    page: Page {
        url: Cow::Borrowed("https://platform.vidu.cn/docs/search-task-api"),
        title: Cow::Borrowed("Search task"),
        read: Cow::Borrowed("2026-08"),
    },
    method: Cow::Borrowed("GET"),
    path: Cow::Borrowed("/ent/v2/tasks/{id}/creations"),
    id_parameter: None,
    listing: None,
    headers: Cow::Borrowed(
        &[
            Header {
                name: Cow::Borrowed("Content-Type"),
                value: Cow::Borrowed("application/json"),
            },
        ],
    ),
    fields: Cow::Borrowed(&[]),
    body: Cow::Borrowed(&[]),
    max_body: None,
    relations: Cow::Borrowed(&[]),
    stated_only: Cow::Borrowed(&[]),
    ignored: Cow::Borrowed(&[]),
    exclusive: Cow::Borrowed(&[]),
    answer: Cow::Borrowed(
        &[
            AnswerMember {
                key: Cow::Borrowed("id"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskId,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("state"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskState,
                    format: Format::Text,
                    otherwise: None,
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("err_code"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::FailureCode,
                    format: Format::Text,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("credits"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskCredits,
                    format: Format::Integer,
                    otherwise: Some(Cow::Borrowed("0")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("payload"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Slot(SlotForm {
                    slot: Slot::TaskPayload,
                    format: Format::Text,
                    otherwise: Some(Cow::Borrowed("\"\"")),
                }),
            },
            AnswerMember {
                key: Cow::Borrowed("creations"),
                stages: Cow::Borrowed(&[]),
                form: AnswerForm::Each(
                    Group::Video,
                    Cow::Borrowed(
                        &[
                            AnswerMember {
                                key: Cow::Borrowed("id"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoId,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("url"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoUrl,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("cover_url"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoCoverUrl,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                            AnswerMember {
                                key: Cow::Borrowed("watermarked_url"),
                                stages: Cow::Borrowed(&[]),
                                form: AnswerForm::Slot(SlotForm {
                                    slot: Slot::VideoWatermarkedUrl,
                                    format: Format::Text,
                                    otherwise: None,
                                }),
                            },
                        ],
                    ),
                ),
            },
        ],
    ),
    prices: Cow::Borrowed(&[]),
    borrowed: Cow::Borrowed(&[]),
    unsaid: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "what creations is while the task runs: an empty list is what programs see",
            ),
            Cow::Borrowed(
                "what err_code is when nothing failed: the signature page shows an empty text",
            ),
            Cow::Borrowed("the HTTP status of a failed task's answer; 200 is assumed"),
        ],
    ),
    remarks: Cow::Borrowed(
        &[
            Cow::Borrowed(
                "The page lists the task's id under its request body although it stands in the path.",
            ),
            Cow::Borrowed(
                "The table also has bgm and off_peak, the fields of the request; the example leaves them out.",
            ),
            Cow::Borrowed("Addresses of results and covers are good for 24 hours."),
        ],
    ),
};

const NOVITA_2026_02: Revision = Revision {
    operations: Cow::Borrowed(&[NOVITA_2026_02_IMG2VIDEO, NOVITA_2026_02_QUERY]),
    ..Revision {
        vendor: Cow::Borrowed("novita"),
        title: Cow::Borrowed("Novita"),
        month: Cow::Borrowed("2026-02"),
        current: true,
        partial: false,
        environment: Cow::Borrowed("NOVITA"),
        base_url: Cow::Borrowed("https://api.novita.ai"),
        base_url_aliases: Cow::Borrowed(&[]),
        authentication: Authentication {
            header: Cow::Borrowed("Authorization"),
            send: Cow::Borrowed("Bearer "),
            take: Cow::Borrowed(&[Cow::Borrowed("Bearer ")]),
            refuse: Cow::Borrowed(&[]),
        },
        states: Cow::Borrowed(
            &[
                State {
                    word: Cow::Borrowed("TASK_STATUS_QUEUED"),
                    stage: Stage::Queued,
                },
                State {
                    word: Cow::Borrowed("TASK_STATUS_PROCESSING"),
                    stage: Stage::Running,
                },
                State {
                    word: Cow::Borrowed("TASK_STATUS_SUCCEED"),
                    stage: Stage::Succeeded,
                },
                State {
                    word: Cow::Borrowed("TASK_STATUS_FAILED"),
                    stage: Stage::Failed,
                },
            ],
        ),
        task: TaskRules {
            id: IdStyle::Uuid,
            id_before_key: false,
            url_lifetime: None,
            concurrent: None,
            cancellable: Cow::Borrowed(&[]),
            cancelled_code: None,
        },
        submit: SubmitStatuses {
            created: 200,
            accepted: Cow::Borrowed(&[StatusSpan { from: 200, to: 299 }]),
            refused: Cow::Borrowed(
                &[StatusSpan { from: 400, to: 407 }, StatusSpan { from: 409, to: 499 }],
            ),
        },
        errors: Errors {
            envelopes: Cow::Borrowed(
                &[
                    Envelope {
                        name: Cow::Borrowed("platform"),
                        members: Cow::Borrowed(
                            &[
                                AnswerMember {
                                    key: Cow::Borrowed("code"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorStatus,
                                        format: Format::Integer,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("reason"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorCode,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("message"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorMessage,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("metadata"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Constant(Cow::Borrowed("{}")),
                                },
                            ],
                        ),
                    },
                ],
            ),
            codes: Cow::Borrowed(
                &[
                    ErrorCode {
                        code: Cow::Borrowed("INVALID_REQUEST_BODY"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid request body: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("IMAGE_FILE_EXCEEDS_MAX_SIZE"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed(
                            "the image file exceeds the maximum size",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("INVALID_IMAGE_FORMAT"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid image format"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("IMAGE_EXCEEDS_MAX_RESOLUTION"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed(
                            "the image exceeds the maximum resolution",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("INVALID_IMAGE_SIZE"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid image size"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ILLEGAL_PROMPT"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("illegal prompt"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ILLEGAL_IMAGE_CONTENT"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("illegal image content"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("BILLING_BALANCE_NOT_ENOUGH"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("the balance is not enough"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("MISSING_API_KEY"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("the API key is missing"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("BILLING_AUTH_FAILED"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("billing authentication failed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("INVALID_API_KEY"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("invalid API key"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FEATURE_NOT_ALLOWED"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("the feature is not allowed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("API_NOT_ALLOWED"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("the API is not allowed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("NEED_REAL_NAME_VERIFY"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("the account must be verified"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("API_NOT_FOUND"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("the API was not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TASK_NOT_FOUND"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("the task was not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("METHOD_NOT_ALLOWED"),
                        class: None,
                        status: Some(405),
                        message: Cow::Borrowed("the method is not allowed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("RATE_LIMIT_EXCEEDED"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("the rate limit is exceeded"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("BILLING_FAILED"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("billing failed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CREATE_TASK_FAILED"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("the task could not be created"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("GET_RESULT_FAILED"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("the result could not be read"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TASK_FAILED"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("the task failed"),
                        envelope: 0,
                        of_task: true,
                    },
                ],
            ),
            faults: Cow::Borrowed(
                &[
                    FaultCode {
                        fault: Fault::Missing,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Unwanted,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::WrongType,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::NotOffered,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::UnknownModel,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::TextLength,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Count,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Exclusive,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageUnreadable,
                        code: 2,
                    },
                    FaultCode {
                        fault: Fault::ImageFormat,
                        code: 2,
                    },
                    FaultCode {
                        fault: Fault::ImageSize,
                        code: 4,
                    },
                    FaultCode {
                        fault: Fault::BodyTooLarge,
                        code: 1,
                    },
                    FaultCode {
                        fault: Fault::MalformedBody,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::NoKey,
                        code: 8,
                    },
                    FaultCode {
                        fault: Fault::UnknownKey,
                        code: 10,
                    },
                    FaultCode {
                        fault: Fault::MalformedId,
                        code: 15,
                    },
                    FaultCode {
                        fault: Fault::UnknownTask,
                        code: 15,
                    },
                    FaultCode {
                        fault: Fault::UnknownPath,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::WrongMethod,
                        code: 16,
                    },
                    FaultCode {
                        fault: Fault::TooManyRequests,
                        code: 17,
                    },
                    FaultCode {
                        fault: Fault::CreditShort,
                        code: 7,
                    },
                    FaultCode {
                        fault: Fault::Internal,
                        code: 19,
                    },
                ],
            ),
        },
        callback: None,
        quoted: Cow::Borrowed(&[]),
        operations: Cow::Borrowed(&[]),
        borrowed: Cow::Borrowed(
            &[
                Borrowed {
                    of: Cow::Borrowed("errors"),
                    from: Cow::Borrowed(
                        "https://novita.ai/docs/api-reference/basic-error-code",
                    ),
                    why: Cow::Borrowed(
                        "the page shows no error; the codes are the platform's table for pictures and videos, the texts are restated, and the body is the one that its JavaScript library reads",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.METHOD_NOT_ALLOWED"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("no page says how a wrong method is answered"),
                },
                Borrowed {
                    of: Cow::Borrowed("states"),
                    from: Cow::Borrowed(
                        "https://novita.ai/docs/api-reference/model-apis-task-result",
                    ),
                    why: Cow::Borrowed(
                        "the page refers to the Task Result API for states and results",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("task.id"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("the page only says string"),
                },
            ],
        ),
        unsaid: Cow::Borrowed(
            &[
                Cow::Borrowed("the HTTP status of a created task; 200 is assumed"),
                Cow::Borrowed(
                    "which HTTP answers of a submit mean that no task was made; statuses of the class 4xx are taken for that, except 408, which leaves it open",
                ),
                Cow::Borrowed(
                    "whether a missing key is answered 400 (as the platform's table says) or 401 (as its guide says)",
                ),
                Cow::Borrowed("how a task is cancelled, and whether it can be"),
                Cow::Borrowed(
                    "callbacks: the platform has webhooks for operations that support them, and the page does not list their field",
                ),
                Cow::Borrowed(
                    "how many tasks run at once and how many requests are allowed",
                ),
                Cow::Borrowed("prices in credits"),
            ],
        ),
        remarks: Cow::Borrowed(
            &[Cow::Borrowed("The model stands in the path, not in the body.")],
        ),
    }
};

const OCTOPUSX_2026_03: Revision = Revision {
    operations: Cow::Borrowed(&[OCTOPUSX_2026_03_IMG2VIDEO, OCTOPUSX_2026_03_QUERY]),
    ..Revision {
        vendor: Cow::Borrowed("octopusx"),
        title: Cow::Borrowed("OctopusX"),
        month: Cow::Borrowed("2026-03"),
        current: true,
        partial: false,
        environment: Cow::Borrowed("OCTOPUSX"),
        base_url: Cow::Borrowed("https://octopusx.ai"),
        base_url_aliases: Cow::Borrowed(&[]),
        authentication: Authentication {
            header: Cow::Borrowed("Authorization"),
            send: Cow::Borrowed("Bearer "),
            take: Cow::Borrowed(&[Cow::Borrowed("Bearer ")]),
            refuse: Cow::Borrowed(&[]),
        },
        states: Cow::Borrowed(
            &[
                State {
                    word: Cow::Borrowed("processing"),
                    stage: Stage::Running,
                },
                State {
                    word: Cow::Borrowed("completed"),
                    stage: Stage::Succeeded,
                },
                State {
                    word: Cow::Borrowed("failed"),
                    stage: Stage::Failed,
                },
            ],
        ),
        task: TaskRules {
            id: IdStyle::Uuid,
            id_before_key: false,
            url_lifetime: None,
            concurrent: None,
            cancellable: Cow::Borrowed(&[]),
            cancelled_code: None,
        },
        submit: SubmitStatuses {
            created: 200,
            accepted: Cow::Borrowed(&[StatusSpan { from: 200, to: 299 }]),
            refused: Cow::Borrowed(
                &[StatusSpan { from: 400, to: 407 }, StatusSpan { from: 409, to: 499 }],
            ),
        },
        errors: Errors {
            envelopes: Cow::Borrowed(
                &[
                    Envelope {
                        name: Cow::Borrowed("task"),
                        members: Cow::Borrowed(
                            &[
                                AnswerMember {
                                    key: Cow::Borrowed("code"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorCode,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("message"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorMessage,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("data"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Constant(Cow::Borrowed("null")),
                                },
                            ],
                        ),
                    },
                    Envelope {
                        name: Cow::Borrowed("gateway"),
                        members: Cow::Borrowed(
                            &[
                                AnswerMember {
                                    key: Cow::Borrowed("error"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Object(
                                        Cow::Borrowed(
                                            &[
                                                AnswerMember {
                                                    key: Cow::Borrowed("message"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorMessage,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                                AnswerMember {
                                                    key: Cow::Borrowed("type"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorClass,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                                AnswerMember {
                                                    key: Cow::Borrowed("param"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Constant(Cow::Borrowed("\"\"")),
                                                },
                                                AnswerMember {
                                                    key: Cow::Borrowed("code"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorCode,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                            ],
                                        ),
                                    ),
                                },
                            ],
                        ),
                    },
                ],
            ),
            codes: Cow::Borrowed(
                &[
                    ErrorCode {
                        code: Cow::Borrowed("invalid_request"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid request: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("task_not_exist"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("task not exist"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("read_request_body_failed"),
                        class: None,
                        status: Some(413),
                        message: Cow::Borrowed("the request body is too large"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("model_price_error"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("the model has no price"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("task_failed"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("the task failed"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("get_channel_failed"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("no channel serves this model"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("do_request_failed"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("the request to the provider failed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("rate_limit"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed(
                            "the group is saturated, try again later",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed(""),
                        class: Some(Cow::Borrowed("new_api_error")),
                        status: Some(401),
                        message: Cow::Borrowed("invalid token"),
                        envelope: 1,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("access_denied"),
                        class: Some(Cow::Borrowed("new_api_error")),
                        status: Some(403),
                        message: Cow::Borrowed("access denied"),
                        envelope: 1,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("insufficient_user_quota"),
                        class: Some(Cow::Borrowed("new_api_error")),
                        status: Some(403),
                        message: Cow::Borrowed("the quota is used up"),
                        envelope: 1,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed(""),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(404),
                        message: Cow::Borrowed("Invalid URL"),
                        envelope: 1,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("internal_error"),
                        class: Some(Cow::Borrowed("new_api_error")),
                        status: Some(500),
                        message: Cow::Borrowed("internal error"),
                        envelope: 1,
                        of_task: false,
                    },
                ],
            ),
            faults: Cow::Borrowed(
                &[
                    FaultCode {
                        fault: Fault::Missing,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Unwanted,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::WrongType,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::NotOffered,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::UnknownModel,
                        code: 3,
                    },
                    FaultCode {
                        fault: Fault::TextLength,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Count,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Exclusive,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageUnreadable,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageFormat,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageSize,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::BodyTooLarge,
                        code: 2,
                    },
                    FaultCode {
                        fault: Fault::MalformedBody,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::NoKey,
                        code: 8,
                    },
                    FaultCode {
                        fault: Fault::UnknownKey,
                        code: 8,
                    },
                    FaultCode {
                        fault: Fault::MalformedId,
                        code: 1,
                    },
                    FaultCode {
                        fault: Fault::UnknownTask,
                        code: 1,
                    },
                    FaultCode {
                        fault: Fault::UnknownPath,
                        code: 11,
                    },
                    FaultCode {
                        fault: Fault::WrongMethod,
                        code: 11,
                    },
                    FaultCode {
                        fault: Fault::TooManyRequests,
                        code: 7,
                    },
                    FaultCode {
                        fault: Fault::CreditShort,
                        code: 10,
                    },
                    FaultCode {
                        fault: Fault::Internal,
                        code: 12,
                    },
                ],
            ),
        },
        callback: None,
        quoted: Cow::Borrowed(&[]),
        operations: Cow::Borrowed(&[]),
        borrowed: Cow::Borrowed(
            &[
                Borrowed {
                    of: Cow::Borrowed("errors"),
                    from: Cow::Borrowed("https://github.com/QuantumNous/new-api"),
                    why: Cow::Borrowed(
                        "no page of the vendor shows an error; its site is very probably a deployment of this program, whose two forms of error bodies and codes are taken. A fork may differ. `data` is null there",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.saturated"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed(
                        "the program answers 429 with a fixed text; the code is assumed",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.internal"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed(
                        "what the vendor answers to a fault of its own is not known",
                    ),
                },
            ],
        ),
        unsaid: Cow::Borrowed(
            &[
                Cow::Borrowed("the HTTP status of a created task; 200 is assumed"),
                Cow::Borrowed(
                    "which HTTP answers of a submit mean that no task was made; statuses of the class 4xx are taken for that, except 408, which leaves it open",
                ),
                Cow::Borrowed("error bodies and codes"),
                Cow::Borrowed("how a task is cancelled, and whether it can be"),
                Cow::Borrowed("how long results can be downloaded"),
                Cow::Borrowed(
                    "how many tasks run at once and how many requests are allowed",
                ),
                Cow::Borrowed("callbacks: there is no field for one"),
                Cow::Borrowed("prices"),
            ],
        ),
        remarks: Cow::Borrowed(
            &[Cow::Borrowed("processing stands for waiting as well as for running.")],
        ),
    }
};

const UMODELVERSE_2025_11: Revision = Revision {
    operations: Cow::Borrowed(
        &[UMODELVERSE_2025_11_IMG2VIDEO, UMODELVERSE_2025_11_QUERY],
    ),
    ..Revision {
        vendor: Cow::Borrowed("umodelverse"),
        title: Cow::Borrowed("UModelVerse"),
        month: Cow::Borrowed("2025-11"),
        current: true,
        partial: false,
        environment: Cow::Borrowed("UMODELVERSE"),
        base_url: Cow::Borrowed("https://api.umodelverse.ai"),
        base_url_aliases: Cow::Borrowed(&[Cow::Borrowed("https://api.modelverse.cn")]),
        authentication: Authentication {
            header: Cow::Borrowed("Authorization"),
            send: Cow::Borrowed(""),
            take: Cow::Borrowed(&[Cow::Borrowed("Bearer "), Cow::Borrowed("")]),
            refuse: Cow::Borrowed(
                &[
                    Cow::Borrowed("Token "),
                    Cow::Borrowed("Basic "),
                    Cow::Borrowed("Key "),
                    Cow::Borrowed("Digest "),
                ],
            ),
        },
        states: Cow::Borrowed(
            &[
                State {
                    word: Cow::Borrowed("Pending"),
                    stage: Stage::Queued,
                },
                State {
                    word: Cow::Borrowed("Running"),
                    stage: Stage::Running,
                },
                State {
                    word: Cow::Borrowed("Success"),
                    stage: Stage::Succeeded,
                },
                State {
                    word: Cow::Borrowed("Failure"),
                    stage: Stage::Failed,
                },
            ],
        ),
        task: TaskRules {
            id: IdStyle::Uuid,
            id_before_key: false,
            url_lifetime: None,
            concurrent: None,
            cancellable: Cow::Borrowed(&[]),
            cancelled_code: None,
        },
        submit: SubmitStatuses {
            created: 200,
            accepted: Cow::Borrowed(&[StatusSpan { from: 200, to: 299 }]),
            refused: Cow::Borrowed(
                &[StatusSpan { from: 400, to: 407 }, StatusSpan { from: 409, to: 499 }],
            ),
        },
        errors: Errors {
            envelopes: Cow::Borrowed(
                &[
                    Envelope {
                        name: Cow::Borrowed("platform"),
                        members: Cow::Borrowed(
                            &[
                                AnswerMember {
                                    key: Cow::Borrowed("error"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Object(
                                        Cow::Borrowed(
                                            &[
                                                AnswerMember {
                                                    key: Cow::Borrowed("message"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorMessage,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                                AnswerMember {
                                                    key: Cow::Borrowed("type"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorClass,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                                AnswerMember {
                                                    key: Cow::Borrowed("param"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorTrace,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                                AnswerMember {
                                                    key: Cow::Borrowed("code"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorCode,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                            ],
                                        ),
                                    ),
                                },
                            ],
                        ),
                    },
                ],
            ),
            codes: Cow::Borrowed(
                &[
                    ErrorCode {
                        code: Cow::Borrowed("param_error"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(400),
                        message: Cow::Borrowed("Invalid param"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("sensitive_check_error"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(400),
                        message: Cow::Borrowed("Sensitive check error"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("model_error"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(400),
                        message: Cow::Borrowed("No permission to use the model"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("tokens_too_long"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(400),
                        message: Cow::Borrowed("Prompt tokens too long"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("auth_error"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(401),
                        message: Cow::Borrowed("Validate Certification failed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("forbidden"),
                        class: Some(Cow::Borrowed("permission_error")),
                        status: Some(403),
                        message: Cow::Borrowed(
                            "the key's quota is used up or the address is not allowed",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("not_found"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(404),
                        message: Cow::Borrowed("not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("method_not_allowed"),
                        class: Some(Cow::Borrowed("invalid_request_error")),
                        status: Some(405),
                        message: Cow::Borrowed("method not allowed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("timeout"),
                        class: Some(Cow::Borrowed("timeout")),
                        status: Some(408),
                        message: Cow::Borrowed(
                            "Request timeout, please try again later",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("rate_limit"),
                        class: Some(Cow::Borrowed("rate_limit_error")),
                        status: Some(429),
                        message: Cow::Borrowed(
                            "Rate limit exceeded, please try again later",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("internal_error"),
                        class: Some(Cow::Borrowed("internal_error")),
                        status: Some(500),
                        message: Cow::Borrowed("Internal Server Error"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("model_server_error"),
                        class: Some(Cow::Borrowed("internal_error")),
                        status: Some(500),
                        message: Cow::Borrowed("Request llm server Error"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("gateway_timeout_error"),
                        class: Some(Cow::Borrowed("timeout")),
                        status: Some(504),
                        message: Cow::Borrowed(
                            "Gateway timeout, please try again later",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                ],
            ),
            faults: Cow::Borrowed(
                &[
                    FaultCode {
                        fault: Fault::Missing,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Unwanted,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::WrongType,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::NotOffered,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::UnknownModel,
                        code: 2,
                    },
                    FaultCode {
                        fault: Fault::TextLength,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Count,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::Exclusive,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageUnreadable,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageFormat,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::ImageSize,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::BodyTooLarge,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::MalformedBody,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::NoKey,
                        code: 4,
                    },
                    FaultCode {
                        fault: Fault::UnknownKey,
                        code: 4,
                    },
                    FaultCode {
                        fault: Fault::MalformedId,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::UnknownTask,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::UnknownPath,
                        code: 6,
                    },
                    FaultCode {
                        fault: Fault::WrongMethod,
                        code: 7,
                    },
                    FaultCode {
                        fault: Fault::TooManyRequests,
                        code: 9,
                    },
                    FaultCode {
                        fault: Fault::CreditShort,
                        code: 5,
                    },
                    FaultCode {
                        fault: Fault::Internal,
                        code: 10,
                    },
                ],
            ),
        },
        callback: None,
        quoted: Cow::Borrowed(&[]),
        operations: Cow::Borrowed(&[]),
        borrowed: Cow::Borrowed(
            &[
                Borrowed {
                    of: Cow::Borrowed("key.take"),
                    from: Cow::Borrowed(
                        "https://docs.ucloud.cn/modelverse/api_doc/common/certificate",
                    ),
                    why: Cow::Borrowed(
                        "the page sends the bare key; the platform's page on keys puts Bearer before it, and programs do so on these paths",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors"),
                    from: Cow::Borrowed(
                        "https://docs.ucloud.cn/modelverse/api_doc/common/error-code",
                    ),
                    why: Cow::Borrowed(
                        "the page shows no error; these are the platform's, whose samples carry the request id in param",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.forbidden"),
                    from: Cow::Borrowed(
                        "https://docs.ucloud.cn/modelverse/api_doc/common/api-key",
                    ),
                    why: Cow::Borrowed(
                        "the class permission_error is documented, its HTTP status is not; 403 is assumed",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.not_found"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("no page says how an unknown path is answered"),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.method_not_allowed"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("no page says how a wrong method is answered"),
                },
                Borrowed {
                    of: Cow::Borrowed("task.id"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("the page only says string"),
                },
                Borrowed {
                    of: Cow::Borrowed("aliases"),
                    from: Cow::Borrowed(
                        "https://docs.ucloud.cn/modelverse/api_doc/common/certificate",
                    ),
                    why: Cow::Borrowed("the same service under another host"),
                },
            ],
        ),
        unsaid: Cow::Borrowed(
            &[
                Cow::Borrowed("the HTTP status of a created task; 200 is assumed"),
                Cow::Borrowed(
                    "which HTTP answers of a submit mean that no task was made; statuses of the class 4xx are taken for that, except 408, which leaves it open",
                ),
                Cow::Borrowed("how an unknown task id is answered"),
                Cow::Borrowed("how a task is cancelled, and whether it can be"),
                Cow::Borrowed("how long results can be downloaded"),
                Cow::Borrowed(
                    "how many tasks run at once and how many requests are allowed",
                ),
                Cow::Borrowed("callbacks: there is no field for one"),
                Cow::Borrowed("error bodies and codes"),
            ],
        ),
        remarks: Cow::Borrowed(
            &[
                Cow::Borrowed(
                    "On Windows the page advises against curl in favour of other tools.",
                ),
            ],
        ),
    }
};

const VIDU_2025_08: Revision = Revision {
    operations: Cow::Borrowed(
        &[
            VIDU_2025_08_CANCEL,
            VIDU_2025_08_CREDITS,
            VIDU_2025_08_IMG2VIDEO,
            VIDU_2025_08_QUERY,
            VIDU_2025_08_REFERENCE2VIDEO,
        ],
    ),
    ..Revision {
        vendor: Cow::Borrowed("vidu"),
        title: Cow::Borrowed("Vidu"),
        month: Cow::Borrowed("2025-08"),
        current: true,
        partial: false,
        environment: Cow::Borrowed("VIDU"),
        base_url: Cow::Borrowed("https://api.vidu.com"),
        base_url_aliases: Cow::Borrowed(&[Cow::Borrowed("https://api.vidu.cn")]),
        authentication: Authentication {
            header: Cow::Borrowed("Authorization"),
            send: Cow::Borrowed("Token "),
            take: Cow::Borrowed(&[Cow::Borrowed("Token ")]),
            refuse: Cow::Borrowed(&[]),
        },
        states: Cow::Borrowed(
            &[
                State {
                    word: Cow::Borrowed("created"),
                    stage: Stage::Queued,
                },
                State {
                    word: Cow::Borrowed("queueing"),
                    stage: Stage::Queued,
                },
                State {
                    word: Cow::Borrowed("processing"),
                    stage: Stage::Running,
                },
                State {
                    word: Cow::Borrowed("success"),
                    stage: Stage::Succeeded,
                },
                State {
                    word: Cow::Borrowed("failed"),
                    stage: Stage::Failed,
                },
            ],
        ),
        task: TaskRules {
            id: IdStyle::Digits,
            id_before_key: true,
            url_lifetime: Some(3600),
            concurrent: Some(5),
            cancellable: Cow::Borrowed(&[Stage::Queued]),
            cancelled_code: Some(Cow::Borrowed("UserCancelled")),
        },
        submit: SubmitStatuses {
            created: 200,
            accepted: Cow::Borrowed(&[StatusSpan { from: 200, to: 299 }]),
            refused: Cow::Borrowed(
                &[StatusSpan { from: 400, to: 407 }, StatusSpan { from: 409, to: 498 }],
            ),
        },
        errors: Errors {
            envelopes: Cow::Borrowed(
                &[
                    Envelope {
                        name: Cow::Borrowed("service"),
                        members: Cow::Borrowed(
                            &[
                                AnswerMember {
                                    key: Cow::Borrowed("code"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorStatus,
                                        format: Format::Integer,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("reason"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorCode,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("message"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorMessage,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("metadata"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Object(
                                        Cow::Borrowed(
                                            &[
                                                AnswerMember {
                                                    key: Cow::Borrowed("trace_id"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorTrace,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                            ],
                                        ),
                                    ),
                                },
                            ],
                        ),
                    },
                ],
            ),
            codes: Cow::Borrowed(
                &[
                    ErrorCode {
                        code: Cow::Borrowed("BadRequest"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("bad request"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldLacking"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("field is missing or empty: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldUnwanted"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("unwanted field: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldItemCountOutOfRange"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed(
                            "field item count out of range: {fields}",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("PageSizeOutOfRange"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("page size out of range"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageDownloadFailure"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("image download failure"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("OperationInProcess"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed(
                            "operation in process, please retry later",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageFormatInvalid"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid image format"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("AuditSubmitIllegal"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("submit is illegal"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CreditInsufficient"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("insufficient credits"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CreationPolicyViolation"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("creation policy violation"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ModelUnavailable"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("model unavailable"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("UserCancelled"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("user cancelled"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldInvalid"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid field: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CODEC"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("the request cannot be decoded"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Unauthorized"),
                        class: None,
                        status: Some(401),
                        message: Cow::Borrowed("unauthorized"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Forbidden"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("forbidden"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TaskNotFound"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("task not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CreationNotFound"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("creation not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("NotFound"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("MethodNotAllowed"),
                        class: None,
                        status: Some(405),
                        message: Cow::Borrowed("method not allowed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Conflict"),
                        class: None,
                        status: Some(409),
                        message: Cow::Borrowed("resource conflict"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("QuotaExceeded"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("quota exceeded"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TooManyRequests"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("too many requests"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("SystemThrottling"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("system is throttling"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Canceled"),
                        class: None,
                        status: Some(499),
                        message: Cow::Borrowed("request canceled by client"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("InternalServiceFailure"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("internal service failure"),
                        envelope: 0,
                        of_task: true,
                    },
                ],
            ),
            faults: Cow::Borrowed(
                &[
                    FaultCode {
                        fault: Fault::Missing,
                        code: 1,
                    },
                    FaultCode {
                        fault: Fault::Unwanted,
                        code: 2,
                    },
                    FaultCode {
                        fault: Fault::WrongType,
                        code: 13,
                    },
                    FaultCode {
                        fault: Fault::NotOffered,
                        code: 13,
                    },
                    FaultCode {
                        fault: Fault::UnknownModel,
                        code: 13,
                    },
                    FaultCode {
                        fault: Fault::TextLength,
                        code: 13,
                    },
                    FaultCode {
                        fault: Fault::Count,
                        code: 3,
                    },
                    FaultCode {
                        fault: Fault::Exclusive,
                        code: 13,
                    },
                    FaultCode {
                        fault: Fault::ImageUnreadable,
                        code: 7,
                    },
                    FaultCode {
                        fault: Fault::ImageFormat,
                        code: 7,
                    },
                    FaultCode {
                        fault: Fault::ImageSize,
                        code: 4,
                    },
                    FaultCode {
                        fault: Fault::BodyTooLarge,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::MalformedBody,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::NoKey,
                        code: 15,
                    },
                    FaultCode {
                        fault: Fault::UnknownKey,
                        code: 15,
                    },
                    FaultCode {
                        fault: Fault::MalformedId,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::UnknownTask,
                        code: 17,
                    },
                    FaultCode {
                        fault: Fault::UnknownPath,
                        code: 19,
                    },
                    FaultCode {
                        fault: Fault::WrongMethod,
                        code: 20,
                    },
                    FaultCode {
                        fault: Fault::NotCancellable,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::TooManyRequests,
                        code: 23,
                    },
                    FaultCode {
                        fault: Fault::CreditShort,
                        code: 9,
                    },
                    FaultCode {
                        fault: Fault::Internal,
                        code: 26,
                    },
                ],
            ),
        },
        callback: Some(Callback {
            field: Cow::Borrowed("callback_url"),
            states: Cow::Borrowed(
                &[
                    CallbackState {
                        word: Cow::Borrowed("processing"),
                        retries: 0,
                    },
                    CallbackState {
                        word: Cow::Borrowed("success"),
                        retries: 3,
                    },
                    CallbackState {
                        word: Cow::Borrowed("failed"),
                        retries: 3,
                    },
                ],
            ),
            body: Cow::Borrowed("query"),
            signature: Some(Signature {
                header: Cow::Borrowed("X-HMAC-SIGNATURE"),
                algorithm_header: Cow::Borrowed("X-HMAC-ALGORITHM"),
                algorithm: Cow::Borrowed("hmac-sha256"),
                access_key_header: Cow::Borrowed("X-HMAC-ACCESS-KEY"),
                access_key: Cow::Borrowed("vidu"),
                signed_headers_header: Cow::Borrowed("X-HMAC-SIGNED-HEADERS"),
                signed_headers: Cow::Borrowed(
                    &[Cow::Borrowed("Date"), Cow::Borrowed("x-request-nonce")],
                ),
                nonce_header: Cow::Borrowed("x-request-nonce"),
            }),
        }),
        quoted: Cow::Borrowed(&[QuotedKind::Integer, QuotedKind::Boolean]),
        operations: Cow::Borrowed(&[]),
        borrowed: Cow::Borrowed(
            &[
                Borrowed {
                    of: Cow::Borrowed("callback.signature"),
                    from: Cow::Borrowed(
                        "https://platform.vidu.com/docs/callback-signature",
                    ),
                    why: Cow::Borrowed(
                        "the pages of this month do not mention signatures; the first page that does is of late 2025",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("callback.states.failed"),
                    from: Cow::Borrowed("https://platform.vidu.com/docs/image-to-video"),
                    why: Cow::Borrowed(
                        "the Reference to Video page breaks off before it says how often a failed callback is retried; Image to Video says three times",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors"),
                    from: Cow::Borrowed("https://platform.vidu.com/docs/error-code"),
                    why: Cow::Borrowed(
                        "the two generation pages show no error; codes, statuses and texts are the error page's of the same months, and the body is the Cancel Task page's example",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.CODEC"),
                    from: Cow::Borrowed("answers that client programs report"),
                    why: Cow::Borrowed(
                        "no page lists this reason; it is what an id that is no number is answered with, before the key is looked at. A body that cannot be decoded is assumed to get the same",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.MethodNotAllowed"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("no page says how a wrong method is answered"),
                },
                Borrowed {
                    of: Cow::Borrowed("task.url_lifetime"),
                    from: Cow::Borrowed("https://platform.vidu.com/docs/get-generation"),
                    why: Cow::Borrowed(
                        "the query page of this month says that result addresses are valid for one hour",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("task.concurrent"),
                    from: Cow::Borrowed(
                        "https://platform.vidu.com/docs/usage-and-limits",
                    ),
                    why: Cow::Borrowed(
                        "five tasks of an organisation run at once, further ones wait in queueing",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("task.cancelled_code"),
                    from: Cow::Borrowed("answers reported in April 2026"),
                    why: Cow::Borrowed(
                        "a cancelled task is failed with this code and costs nothing; the page does not say so",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("task.id"),
                    from: Cow::Borrowed("examples of several pages"),
                    why: Cow::Borrowed(
                        "ids are decimal strings that fit into 63 bits; the tables only say String",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("aliases"),
                    from: Cow::Borrowed("https://platform.vidu.cn/docs"),
                    why: Cow::Borrowed(
                        "the mainland site documents the same paths under another host, with accounts of its own",
                    ),
                },
            ],
        ),
        unsaid: Cow::Borrowed(
            &[
                Cow::Borrowed("the HTTP status of a created task; 200 is assumed"),
                Cow::Borrowed(
                    "which HTTP answers of a submit mean that no task was made; statuses of the class 4xx are taken for that, except 408 and 499, which leave it open",
                ),
                Cow::Borrowed(
                    "how long a callback may take, what counts as a failed one, how far apart the retries are, and whether three is the number of retries or of all attempts",
                ),
                Cow::Borrowed("whether a callback on processing is sent again"),
                Cow::Borrowed("that a callback has the task's id in its body"),
                Cow::Borrowed("how fields that the page does not list are answered"),
                Cow::Borrowed("how a wrong method or an unknown path is answered"),
                Cow::Borrowed("how many requests a second are allowed"),
            ],
        ),
        remarks: Cow::Borrowed(
            &[
                Cow::Borrowed(
                    "The callback paragraph speaks of a status; the key in the body is state.",
                ),
                Cow::Borrowed(
                    "A task whose creation failed costs nothing (price page).",
                ),
                Cow::Borrowed(
                    "An account may hold at most ten active keys (quick start page).",
                ),
            ],
        ),
    }
};

const VIDU_2026_08: Revision = Revision {
    operations: Cow::Borrowed(
        &[
            VIDU_2026_08_CANCEL,
            VIDU_2026_08_CREDITS,
            VIDU_2026_08_LIST,
            VIDU_2026_08_QUERY,
        ],
    ),
    ..Revision {
        vendor: Cow::Borrowed("vidu"),
        title: Cow::Borrowed("Vidu"),
        month: Cow::Borrowed("2026-08"),
        current: false,
        partial: true,
        environment: Cow::Borrowed("VIDU"),
        base_url: Cow::Borrowed("https://api.vidu.com"),
        base_url_aliases: Cow::Borrowed(&[Cow::Borrowed("https://api.vidu.cn")]),
        authentication: Authentication {
            header: Cow::Borrowed("Authorization"),
            send: Cow::Borrowed("Token "),
            take: Cow::Borrowed(&[Cow::Borrowed("Token ")]),
            refuse: Cow::Borrowed(&[]),
        },
        states: Cow::Borrowed(
            &[
                State {
                    word: Cow::Borrowed("created"),
                    stage: Stage::Queued,
                },
                State {
                    word: Cow::Borrowed("queueing"),
                    stage: Stage::Queued,
                },
                State {
                    word: Cow::Borrowed("processing"),
                    stage: Stage::Running,
                },
                State {
                    word: Cow::Borrowed("success"),
                    stage: Stage::Succeeded,
                },
                State {
                    word: Cow::Borrowed("failed"),
                    stage: Stage::Failed,
                },
            ],
        ),
        task: TaskRules {
            id: IdStyle::Digits,
            id_before_key: true,
            url_lifetime: Some(86400),
            concurrent: Some(5),
            cancellable: Cow::Borrowed(&[Stage::Queued]),
            cancelled_code: Some(Cow::Borrowed("UserCancelled")),
        },
        submit: SubmitStatuses {
            created: 200,
            accepted: Cow::Borrowed(&[StatusSpan { from: 200, to: 299 }]),
            refused: Cow::Borrowed(
                &[StatusSpan { from: 400, to: 407 }, StatusSpan { from: 409, to: 498 }],
            ),
        },
        errors: Errors {
            envelopes: Cow::Borrowed(
                &[
                    Envelope {
                        name: Cow::Borrowed("service"),
                        members: Cow::Borrowed(
                            &[
                                AnswerMember {
                                    key: Cow::Borrowed("code"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorStatus,
                                        format: Format::Integer,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("reason"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorCode,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("message"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Slot(SlotForm {
                                        slot: Slot::ErrorMessage,
                                        format: Format::Text,
                                        otherwise: None,
                                    }),
                                },
                                AnswerMember {
                                    key: Cow::Borrowed("metadata"),
                                    stages: Cow::Borrowed(&[]),
                                    form: AnswerForm::Object(
                                        Cow::Borrowed(
                                            &[
                                                AnswerMember {
                                                    key: Cow::Borrowed("trace_id"),
                                                    stages: Cow::Borrowed(&[]),
                                                    form: AnswerForm::Slot(SlotForm {
                                                        slot: Slot::ErrorTrace,
                                                        format: Format::Text,
                                                        otherwise: None,
                                                    }),
                                                },
                                            ],
                                        ),
                                    ),
                                },
                            ],
                        ),
                    },
                ],
            ),
            codes: Cow::Borrowed(
                &[
                    ErrorCode {
                        code: Cow::Borrowed("BadRequest"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("bad request"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldLacking"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("field is missing or empty: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldUnwanted"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("unwanted field: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldItemCountOutOfRange"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed(
                            "field item count out of range: {fields}",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("PageSizeOutOfRange"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("page size out of range"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageDownloadFailure"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("image download failure"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("OperationInProcess"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed(
                            "operation in process, please retry later",
                        ),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TaskPromptPolicyViolation"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("prompt policy violation"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageFormatInvalid"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid image format"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("AuditSubmitIllegal"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("submit is illegal"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CreditInsufficient"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("insufficient credits"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CreationPolicyViolation"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("creation policy violation"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ModelUnavailable"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("model unavailable"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("UserCancelled"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("user cancelled"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FieldInvalid"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("invalid field: {fields}"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CODEC"),
                        class: None,
                        status: Some(400),
                        message: Cow::Borrowed("the request cannot be decoded"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Unauthorized"),
                        class: None,
                        status: Some(401),
                        message: Cow::Borrowed("unauthorized"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Forbidden"),
                        class: None,
                        status: Some(403),
                        message: Cow::Borrowed("forbidden"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TaskNotFound"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("task not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("CreationNotFound"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("creation not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("NotFound"),
                        class: None,
                        status: Some(404),
                        message: Cow::Borrowed("not found"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("MethodNotAllowed"),
                        class: None,
                        status: Some(405),
                        message: Cow::Borrowed("method not allowed"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Conflict"),
                        class: None,
                        status: Some(409),
                        message: Cow::Borrowed("resource conflict"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("QuotaExceeded"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("quota exceeded"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("TooManyRequests"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("too many requests"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("SystemThrottling"),
                        class: None,
                        status: Some(429),
                        message: Cow::Borrowed("system is throttling"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Canceled"),
                        class: None,
                        status: Some(499),
                        message: Cow::Borrowed("request canceled by client"),
                        envelope: 0,
                        of_task: false,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("InternalServiceFailure"),
                        class: None,
                        status: Some(500),
                        message: Cow::Borrowed("internal service failure"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageCheckBodyJointsFailed"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("Image Check Body Joins Failed"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageCheckFaceFailed"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("mage Check Face Failed"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageObjectsUndetected"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed(
                            "Image BodyJoins or Face Too Much Occlusion",
                        ),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("Unknown"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("unknown"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FaceDetectFailure"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("face detect failure"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("VideoDownloadFailure"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("video download failure"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("VideoFormatInvalid"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("video format invalid"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("FaceDetectNotPass"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("face detect not pass"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("PhotoAuditNotPass"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("photo audit not pass"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("NoFaceDetected"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("no face detected"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("MultiFaceDetected"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("multi face detected"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("AuditFailed"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("audit failed"),
                        envelope: 0,
                        of_task: true,
                    },
                    ErrorCode {
                        code: Cow::Borrowed("ImageSizeInvalid"),
                        class: None,
                        status: None,
                        message: Cow::Borrowed("image size invalid"),
                        envelope: 0,
                        of_task: true,
                    },
                ],
            ),
            faults: Cow::Borrowed(
                &[
                    FaultCode {
                        fault: Fault::Missing,
                        code: 1,
                    },
                    FaultCode {
                        fault: Fault::Unwanted,
                        code: 2,
                    },
                    FaultCode {
                        fault: Fault::WrongType,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::NotOffered,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::UnknownModel,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::TextLength,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::Count,
                        code: 3,
                    },
                    FaultCode {
                        fault: Fault::Exclusive,
                        code: 14,
                    },
                    FaultCode {
                        fault: Fault::ImageUnreadable,
                        code: 8,
                    },
                    FaultCode {
                        fault: Fault::ImageFormat,
                        code: 8,
                    },
                    FaultCode {
                        fault: Fault::ImageSize,
                        code: 4,
                    },
                    FaultCode {
                        fault: Fault::BodyTooLarge,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::MalformedBody,
                        code: 15,
                    },
                    FaultCode {
                        fault: Fault::NoKey,
                        code: 16,
                    },
                    FaultCode {
                        fault: Fault::UnknownKey,
                        code: 16,
                    },
                    FaultCode {
                        fault: Fault::MalformedId,
                        code: 15,
                    },
                    FaultCode {
                        fault: Fault::UnknownTask,
                        code: 18,
                    },
                    FaultCode {
                        fault: Fault::UnknownPath,
                        code: 20,
                    },
                    FaultCode {
                        fault: Fault::WrongMethod,
                        code: 21,
                    },
                    FaultCode {
                        fault: Fault::NotCancellable,
                        code: 0,
                    },
                    FaultCode {
                        fault: Fault::TooManyRequests,
                        code: 24,
                    },
                    FaultCode {
                        fault: Fault::CreditShort,
                        code: 10,
                    },
                    FaultCode {
                        fault: Fault::Internal,
                        code: 27,
                    },
                ],
            ),
        },
        callback: Some(Callback {
            field: Cow::Borrowed("callback_url"),
            states: Cow::Borrowed(
                &[
                    CallbackState {
                        word: Cow::Borrowed("processing"),
                        retries: 0,
                    },
                    CallbackState {
                        word: Cow::Borrowed("success"),
                        retries: 3,
                    },
                    CallbackState {
                        word: Cow::Borrowed("failed"),
                        retries: 3,
                    },
                ],
            ),
            body: Cow::Borrowed("query"),
            signature: Some(Signature {
                header: Cow::Borrowed("X-HMAC-SIGNATURE"),
                algorithm_header: Cow::Borrowed("X-HMAC-ALGORITHM"),
                algorithm: Cow::Borrowed("hmac-sha256"),
                access_key_header: Cow::Borrowed("X-HMAC-ACCESS-KEY"),
                access_key: Cow::Borrowed("vidu"),
                signed_headers_header: Cow::Borrowed("X-HMAC-SIGNED-HEADERS"),
                signed_headers: Cow::Borrowed(
                    &[Cow::Borrowed("Date"), Cow::Borrowed("x-request-nonce")],
                ),
                nonce_header: Cow::Borrowed("x-request-nonce"),
            }),
        }),
        quoted: Cow::Borrowed(&[]),
        operations: Cow::Borrowed(&[]),
        borrowed: Cow::Borrowed(
            &[
                Borrowed {
                    of: Cow::Borrowed("base_url"),
                    from: Cow::Borrowed("https://platform.vidu.com/docs"),
                    why: Cow::Borrowed(
                        "the pages of this month are the mainland site's, which has api.vidu.cn; both hosts serve the same paths, with accounts of their own",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes"),
                    from: Cow::Borrowed("https://platform.vidu.com/docs/error-code"),
                    why: Cow::Borrowed(
                        "the statuses are those of the error page of August 2025; codes that came later have none. The body is the Cancel Task page's example",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.CODEC"),
                    from: Cow::Borrowed("answers that client programs report"),
                    why: Cow::Borrowed(
                        "no page lists this reason; it is what an id that is no number is answered with, before the key is looked at. A body that cannot be decoded is assumed to get the same",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("errors.codes.MethodNotAllowed"),
                    from: Cow::Borrowed("made up"),
                    why: Cow::Borrowed("no page says how a wrong method is answered"),
                },
                Borrowed {
                    of: Cow::Borrowed("task.concurrent"),
                    from: Cow::Borrowed("price page"),
                    why: Cow::Borrowed(
                        "five tasks of an organisation run at once, further ones wait in queueing",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("task.cancelled_code"),
                    from: Cow::Borrowed("answers reported in April 2026"),
                    why: Cow::Borrowed(
                        "a cancelled task is failed with this code and costs nothing; the page does not say so",
                    ),
                },
                Borrowed {
                    of: Cow::Borrowed("task.id"),
                    from: Cow::Borrowed("examples of several pages"),
                    why: Cow::Borrowed(
                        "ids are decimal strings that fit into 63 bits; the tables only say String",
                    ),
                },
            ],
        ),
        unsaid: Cow::Borrowed(
            &[
                Cow::Borrowed("the HTTP status of a created task; 200 is assumed"),
                Cow::Borrowed(
                    "which HTTP answers of a submit mean that no task was made; statuses of the class 4xx are taken for that, except 408 and 499, which leave it open",
                ),
                Cow::Borrowed(
                    "how long a callback may take, what counts as a failed one, how far apart the retries are, and whether three is the number of retries or of all attempts",
                ),
                Cow::Borrowed("whether a callback on processing is sent again"),
                Cow::Borrowed("that a callback has the task's id in its body"),
                Cow::Borrowed("how fields that the page does not list are answered"),
                Cow::Borrowed("how a wrong method or an unknown path is answered"),
                Cow::Borrowed("how many requests a second are allowed"),
                Cow::Borrowed(
                    "the HTTP statuses of errors, which the error page has no column for any more",
                ),
                Cow::Borrowed(
                    "which codes answer a request and which a failed task carries",
                ),
            ],
        ),
        remarks: Cow::Borrowed(
            &[
                Cow::Borrowed(
                    "The callback paragraph speaks of a status; the key in the body is state.",
                ),
                Cow::Borrowed(
                    "A task whose creation failed costs nothing (price page).",
                ),
                Cow::Borrowed(
                    "The Chinese pages of this month are complete; the English ones differ in places and are not dated.",
                ),
            ],
        ),
    }
};

/// Everything that the spec states, as this crate was built with it.
pub static SPEC: Spec = Spec {
    words: Cow::Borrowed(
        &[
            WordSet {
                name: Cow::Borrowed("model"),
                type_name: Cow::Borrowed("Model"),
                about: Cow::Borrowed(
                    "A model: what it takes differs by vendor, page and month.",
                ),
                words: Cow::Borrowed(
                    &[
                        Word {
                            wire: Cow::Borrowed("viduq3-pro"),
                            variant: Cow::Borrowed("ViduQ3Pro"),
                        },
                        Word {
                            wire: Cow::Borrowed("viduq2-pro"),
                            variant: Cow::Borrowed("ViduQ2Pro"),
                        },
                        Word {
                            wire: Cow::Borrowed("viduq2-turbo"),
                            variant: Cow::Borrowed("ViduQ2Turbo"),
                        },
                        Word {
                            wire: Cow::Borrowed("viduq2-pro-fast"),
                            variant: Cow::Borrowed("ViduQ2ProFast"),
                        },
                        Word {
                            wire: Cow::Borrowed("viduq1"),
                            variant: Cow::Borrowed("ViduQ1"),
                        },
                        Word {
                            wire: Cow::Borrowed("viduq1-classic"),
                            variant: Cow::Borrowed("ViduQ1Classic"),
                        },
                        Word {
                            wire: Cow::Borrowed("vidu2.0"),
                            variant: Cow::Borrowed("Vidu20"),
                        },
                        Word {
                            wire: Cow::Borrowed("vidu1.5"),
                            variant: Cow::Borrowed("Vidu15"),
                        },
                    ],
                ),
            },
            WordSet {
                name: Cow::Borrowed("resolution"),
                type_name: Cow::Borrowed("Resolution"),
                about: Cow::Borrowed("The height class of a video."),
                words: Cow::Borrowed(
                    &[
                        Word {
                            wire: Cow::Borrowed("360p"),
                            variant: Cow::Borrowed("P360"),
                        },
                        Word {
                            wire: Cow::Borrowed("540p"),
                            variant: Cow::Borrowed("P540"),
                        },
                        Word {
                            wire: Cow::Borrowed("720p"),
                            variant: Cow::Borrowed("P720"),
                        },
                        Word {
                            wire: Cow::Borrowed("1080p"),
                            variant: Cow::Borrowed("P1080"),
                        },
                    ],
                ),
            },
            WordSet {
                name: Cow::Borrowed("aspect_ratio"),
                type_name: Cow::Borrowed("AspectRatio"),
                about: Cow::Borrowed("The shape of a video, width to height."),
                words: Cow::Borrowed(
                    &[
                        Word {
                            wire: Cow::Borrowed("16:9"),
                            variant: Cow::Borrowed("Ratio16x9"),
                        },
                        Word {
                            wire: Cow::Borrowed("9:16"),
                            variant: Cow::Borrowed("Ratio9x16"),
                        },
                        Word {
                            wire: Cow::Borrowed("1:1"),
                            variant: Cow::Borrowed("Ratio1x1"),
                        },
                    ],
                ),
            },
            WordSet {
                name: Cow::Borrowed("movement_amplitude"),
                type_name: Cow::Borrowed("MovementAmplitude"),
                about: Cow::Borrowed("How far things move within the picture."),
                words: Cow::Borrowed(
                    &[
                        Word {
                            wire: Cow::Borrowed("auto"),
                            variant: Cow::Borrowed("Auto"),
                        },
                        Word {
                            wire: Cow::Borrowed("small"),
                            variant: Cow::Borrowed("Small"),
                        },
                        Word {
                            wire: Cow::Borrowed("medium"),
                            variant: Cow::Borrowed("Medium"),
                        },
                        Word {
                            wire: Cow::Borrowed("large"),
                            variant: Cow::Borrowed("Large"),
                        },
                    ],
                ),
            },
        ],
    ),
    revisions: Cow::Borrowed(
        &[
            NOVITA_2026_02,
            OCTOPUSX_2026_03,
            UMODELVERSE_2025_11,
            VIDU_2025_08,
            VIDU_2026_08,
        ],
    ),
};
