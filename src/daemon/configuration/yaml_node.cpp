// SPDX-License-Identifier: Apache-2.0
#include "daemon/configuration/yaml_node.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "base/text.h"

namespace ocellus {
namespace {

// Thrown from the parser's calls and caught in parseYaml(): yaml-cpp can be stopped in no other way.
struct Refusal {
    YamlError error;
};

// Looks for the end of a quoted text: yaml-cpp takes one that runs to the end of the file as closed.
class QuoteFinder {
public:
    explicit QuoteFinder(std::string_view text) : text_(text) {
        const bool mark = text.substr(0, 3) == "\xef\xbb\xbf";
        lines_.push_back(mark ? 3 : 0);
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\n') {
                lines_.push_back(i + 1);
            }
        }
    }

    // `place` is where a quoted text begins; anything else closes.
    [[nodiscard]] bool closes(const YAML::Mark& place) const {
        std::size_t at =
            lines_.at(static_cast<std::size_t>(place.line)) + static_cast<std::size_t>(place.column);
        const char quote = at < text_.size() ? text_[at] : ' ';
        if (quote != '"' && quote != '\'') {
            return true;
        }
        for (++at; at < text_.size(); ++at) {
            const bool doubled = quote == '\'' && text_.substr(at, 2) == "''";
            if (doubled || (quote == '"' && text_[at] == '\\')) {
                ++at;
            } else if (text_[at] == quote) {
                return true;
            }
        }
        return false;
    }

private:
    std::string_view text_;
    std::vector<std::size_t> lines_;  // where each begins
};

// Builds the tree from the parser's events, within bounds: yaml-cpp's own tree shares what aliases repeat,
// and a few lines of them would then unfold to billions of nodes.
class TreeBuilder final : public YAML::EventHandler {
public:
    explicit TreeBuilder(const QuoteFinder& quotes) : quotes_(quotes) {}

    [[nodiscard]] YamlNode take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}

    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        YamlNode node;
        node.text = "null";
        leaf(mark, anchor, std::move(node));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        YamlNode node;
        node.kind = YamlNode::Kind::Scalar;
        node.text = value;
        node.quoted = tag != "?";  // "?" is a plain scalar, "!" a quoted one
        if (node.quoted && !quotes_.closes(mark)) {
            refuse(mark, "a quote opens here and is never closed", "close it, or take it out");
        }
        leaf(mark, anchor, std::move(node));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchors_.find(anchor);
        if (found == anchors_.end()) {
            refuse(mark, "an alias stands inside what it repeats", "write the part out");
        }
        YamlNode copy = found->second;
        count(mark, size(copy));
        if (depthOf(copy) + static_cast<int>(open_.size()) > kMaximumYamlDepth) {
            refuse(mark, "is nested too deeply", "no setting needs more than 32 levels");
        }
        place(mark, std::move(copy));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        begin(mark, anchor, YamlNode::Kind::Sequence);
    }

    void OnSequenceEnd() override { end(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        begin(mark, anchor, YamlNode::Kind::Map);
    }

    void OnMapEnd() override { end(); }

private:
    struct Open {
        YamlNode node;
        YAML::Mark mark;
        YAML::anchor_t anchor = 0;
        bool keyNext = true;  // of a map
        std::map<std::string, int> keys;
    };

    [[noreturn]] static void refuse(const YAML::Mark& mark, std::string message, std::string remedy) {
        throw Refusal{{mark.line + 1, mark.column + 1, std::move(message), std::move(remedy)}};
    }

    void count(const YAML::Mark& mark, int nodes) {
        nodes_ += nodes;
        if (nodes_ > kMaximumYamlNodes) {
            refuse(mark, "the file holds more than " + std::to_string(kMaximumYamlNodes) + " values",
                   "leave out aliases that repeat each other");
        }
    }

    static int size(const YamlNode& node) {
        int sum = 1;
        for (const YamlNode::Entry& entry : node.entries) {
            sum += size(entry.value);
        }
        return sum;
    }

    static int depthOf(const YamlNode& node) {
        int deepest = 0;
        for (const YamlNode::Entry& entry : node.entries) {
            deepest = std::max(deepest, depthOf(entry.value));
        }
        return deepest + 1;
    }

    void leaf(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode node) {
        count(mark, 1);
        node.line = mark.line + 1;
        if (anchor != YAML::NullAnchor) {
            anchors_[anchor] = node;
        }
        place(mark, std::move(node));
    }

    void begin(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
        count(mark, 1);
        if (open_.size() >= static_cast<std::size_t>(kMaximumYamlDepth)) {
            refuse(mark, "is nested too deeply", "no setting needs more than 32 levels");
        }
        Open open;
        open.node.kind = kind;
        open.node.line = mark.line + 1;
        open.mark = mark;
        open.anchor = anchor;
        open_.push_back(std::move(open));
    }

    void end() {
        Open closed = std::move(open_.back());
        open_.pop_back();
        if (closed.anchor != YAML::NullAnchor) {
            anchors_[closed.anchor] = closed.node;
        }
        place(closed.mark, std::move(closed.node));
    }

    // Puts a finished node where it belongs: a key, a value, an item, or the root.
    void place(const YAML::Mark& mark, YamlNode node) {
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& parent = open_.back();
        if (parent.node.kind == YamlNode::Kind::Sequence) {
            parent.node.entries.push_back({"", node.line, std::move(node)});
        } else if (parent.keyNext) {
            key(mark, parent, node);
            parent.keyNext = false;
        } else {
            parent.node.entries.back().value = std::move(node);
            parent.keyNext = true;
        }
    }

    static void key(const YAML::Mark& mark, Open& parent, const YamlNode& node) {
        if (!node.entries.empty() || node.kind == YamlNode::Kind::Sequence ||
            node.kind == YamlNode::Kind::Map) {
            refuse(mark, "a key is no plain word", "write key: value");
        }
        const int line = mark.line + 1;
        const auto [place, isNew] = parent.keys.emplace(node.text, line);
        if (!isNew) {
            refuse(mark,
                   "\"" + node.text + "\" is given twice, first on line " + std::to_string(place->second),
                   "keep one of them");
        }
        parent.node.entries.push_back({node.text, line, {}});
    }

    const QuoteFinder& quotes_;
    YamlNode root_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, YamlNode> anchors_;
    int nodes_ = 0;
};

}  // namespace

tl::expected<YamlNode, YamlError> parseYaml(std::string_view text) {
    if (text.size() > kMaximumYaml) {
        return tl::unexpected(YamlError{1, 0, "the file is larger than 1 MiB", "is this the right file?"});
    }
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        const auto line =
            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n') + 1;
        return tl::unexpected(
            YamlError{static_cast<int>(line), 0, "the file holds a zero byte", "is this the right file?"});
    }
    if (!isUtf8(text)) {
        return tl::unexpected(YamlError{1, 0, "the file is not UTF-8", "save it as UTF-8"});
    }
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        const QuoteFinder quotes(text);
        TreeBuilder builder(quotes);
        parser.HandleNextDocument(builder);
        TreeBuilder second(quotes);
        if (parser.HandleNextDocument(second)) {
            return tl::unexpected(
                YamlError{second.take().line, 0, "a second document begins here", "take out the line ---"});
        }
        return builder.take();
    } catch (const Refusal& refusal) {
        return tl::unexpected(refusal.error);
    } catch (const YAML::Exception& exception) {
        // A quote or bracket that never closes is told without a place: it is the end of the file.
        const bool atEnd = exception.mark.is_null();
        const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
        return tl::unexpected(YamlError{
            atEnd ? lines : exception.mark.line + 1, atEnd ? 0 : exception.mark.column + 1, exception.msg,
            "check the indentation (blanks, no tabs), quotes and brackets up to here"});
    }
}

}  // namespace ocellus
