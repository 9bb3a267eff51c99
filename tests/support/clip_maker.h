// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ocellus::test {

// A folder of its own for one test, gone with it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ocellus-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct ClipPlan {
    std::string file;  // in the folder; its ending chooses the container
    std::string codec = "mpeg4";
    std::string size = "160x120";
    int rate = 10;
    double seconds = 2;
    std::vector<std::string> more = {};  // further arguments of ffmpeg's
};

// Quietly, without a shell.
inline bool runs(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    }
    pid_t id = 0;
    const int code = ::posix_spawnp(&id, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 1;
    return code == 0 && ::waitpid(id, &status, 0) == id && status == 0;
}

// Makes a small clip of a moving test picture with ffmpeg. Nothing when there is no such encoder here: the
// test is then to be skipped.
inline std::optional<std::string> makeClip(const TemporaryFolder& folder, const ClipPlan& plan) {
    const std::string file = (folder.path() / plan.file).string();
    std::vector<std::string> words{
        "ffmpeg",   "-y",
        "-f",       "lavfi",
        "-i",       "testsrc=size=" + plan.size + ":rate=" + std::to_string(plan.rate),
        "-t",       std::to_string(plan.seconds),
        "-c:v",     plan.codec,
        "-pix_fmt", "yuv420p"};
    words.insert(words.end(), plan.more.begin(), plan.more.end());
    words.push_back(file);
    return runs(std::move(words)) ? std::optional{file} : std::nullopt;
}

}  // namespace ocellus::test
