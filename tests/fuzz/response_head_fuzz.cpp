// SPDX-License-Identifier: Apache-2.0
#include "net/response_head.h"

#include "input.h"

using namespace ocellus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::asText(data, size);
    const auto length = responseHeadLength(text);
    // Bytes that come one by one give the same head.
    std::optional<std::size_t> stepwise;
    for (std::size_t n = 1; n <= size && n <= 2048 && !stepwise; ++n) {
        stepwise = responseHeadLength(text.substr(0, n), n - 1);
    }
    fuzz::require(size > 2048 || stepwise == length);
    const Result<ResponseHead> head = parseResponseHead(text.substr(0, length.value_or(size)));
    if (head) {
        fuzz::require(head->status >= 100 && head->status <= 999);
        for (const HeaderField& field : head->fields) {
            fuzz::require(!field.name.empty() && field.value.find('\n') == std::string::npos);
        }
        (void)head->isChunked();
        (void)head->keepsAlive();
        (void)contentLength(head->fields);
    }
    return 0;
}
