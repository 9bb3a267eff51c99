// SPDX-License-Identifier: Apache-2.0
#include "storage/ballast.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

#include "storage/file_handle.h"

namespace ocellus {

namespace fs = std::filesystem;

void Ballast::take() {
    std::error_code error;
    if (bytes_ == 0 || fs::exists(path_, error)) {
        return;
    }
    const auto space = fs::space(path_.parent_path(), error);
    if (error || space.available < 3 * bytes_) {
        return;
    }
    const FileHandle file = FileHandle::create(path_, 0600);
    if (!file || ::posix_fallocate(file.descriptor(), 0, static_cast<off_t>(bytes_)) != 0) {
        ::unlink(path_.c_str());
    }
}

bool Ballast::giveBack() {
    return ::unlink(path_.c_str()) == 0;
}

}  // namespace ocellus
