# The mock as one static program, run by nobody in particular, with nothing else in the picture.
#
#   docker build -t vidu-mock . && docker run --rm -p 127.0.0.1:8438:8438 vidu-mock
#
# In a container it listens on all addresses, so /__admin wants a token: the one in the first line of its output, or your
# own as VIDU_MOCK_ADMIN_TOKEN. Every flag has such a variable; `docker run --rm vidu-mock --help` lists them.
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /build
COPY . .
# Rust on Alpine links the C library statically.
RUN cargo build --release --locked -p vidu-mock --bin vidu-mock \
 && mkdir /out && cp target/release/vidu-mock /out/

FROM scratch
COPY --from=build /out/vidu-mock /vidu-mock
USER 65532:65532
ENV VIDU_MOCK_HOST=0.0.0.0
EXPOSE 8438
HEALTHCHECK --interval=5s --timeout=3s --start-period=2s CMD ["/vidu-mock", "healthcheck"]
ENTRYPOINT ["/vidu-mock"]
