// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace ocellus::test {

// A folder of models that is gone after the test.
class ManifestFolder {
public:
    explicit ManifestFolder(const std::string& name)
        : path_(std::filesystem::path{testing::TempDir()} /
                ("ocellus-" + name + "-" + std::to_string(getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }

    ~ManifestFolder() { std::filesystem::remove_all(path_); }

    ManifestFolder(const ManifestFolder&) = delete;
    ManifestFolder& operator=(const ManifestFolder&) = delete;

    std::filesystem::path write(const std::string& name, const std::string& content) const {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << content;
        return file;
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// A whole manifest; its one file holds "abc".
inline constexpr const char* kManifest = R"(id: small
title: A small one
licence: Apache-2.0
origin: this test
head: yolox
overlap: 0.5
classes: {0: human, 2: vehicle, 7: vehicle}
input:
  sizes: [416x256, 256x256, 192x320]
  more: [640x384]
  step: 32
  colour: rgb
  mean: [1, 2, 3]
  scale: [4, 5, 6]
  fit: stretch
  pad: 114
variants:
  - {precision: fp32, size: 416x256, model: small.onnx}
files:
  - name: small.onnx
    bytes: 3
    sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
    source: https://example.org/small.onnx
calibration:
  human: {25: 0.3, 1: 0.05, 99: 0.95}
)";

}  // namespace ocellus::test
