# The base of a worker with a GPU: NVIDIA's CUDA 13 with cuDNN 9, as onnxruntime-node wants it from 1.27 on, and Node.
#   docker build -t invoice-ml/node-cuda:24 - < infra/docker/node-cuda.Dockerfile
FROM node:24-bookworm-slim AS node
FROM nvidia/cuda:13.0.2-cudnn-runtime-ubuntu24.04
COPY --from=node /usr/local /usr/local
# Ubuntu's own first user has the number that Node's images use.
RUN userdel --remove ubuntu && useradd --create-home --uid 1000 node
