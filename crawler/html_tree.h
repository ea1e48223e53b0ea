#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// The elements that the page readers tell apart; everything else is kUnknown.
enum class Tag : uint8_t {
  kUnknown,
  kText,
  kA,
  kAbbr,
  kAddress,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kDd,
  kDetails,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNoscript,
  kObject,
  kOl,
  kOption,
  kP,
  kPicture,
  kPre,
  kQ,
  kS,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kU,
  kUl,
  kVideo,
  kCount
};

/// The attributes that are kept; all others are dropped before parsing.
enum class Attribute : uint8_t {
  kAriaHidden,
  kClass,
  kContent,
  kDataPost,
  kDatetime,
  kDir,
  kHidden,
  kHref,
  kId,
  kItemprop,
  kItemtype,
  kLang,
  kName,
  kProperty,
  kRel,
  kRole,
  kSrc,
  kStyle,
  kTestId,
  kType,
  kCount
};

/// One element or run of text. Nodes stand in document order, so the descendants of node i are
/// i + 1 … end - 1, and node 0 is a root that stands for the document.
struct HtmlNode {
  uint32_t parent = 0;
  uint32_t end = 0;        ///< one past the last descendant
  uint32_t text = 0;       ///< kText: offset in the pool
  uint32_t text_size = 0;  ///< kText: bytes
  uint32_t attribute = 0;  ///< first of its attributes
  uint16_t attributes = 0;
  uint16_t depth = 0;
  Tag tag = Tag::kUnknown;
};

/// A script that holds data: JSON-LD, application/json, or a global with an article in it.
struct HtmlScript {
  std::string_view type, id, body;  ///< views of the document that was parsed
};

struct HtmlLimits {
  size_t bytes = 10'000'000;
  size_t nodes = 200'000;
  /// A page may have this many nodes and one more for each so many bytes, up to `nodes`. Real pages
  /// have one in 60 bytes; a denser one is an attack, and time goes by nodes.
  size_t nodes_of_any_page = 20'000;
  size_t bytes_a_node = 20;
  uint16_t depth = 512;
  size_t attributes = 24;  ///< kept on one element
};

/// A page as one array of nodes over one string pool. Made by one scan that drops scripts, styles,
/// drawings, comments and attributes nobody reads, and that keeps the open elements under the
/// depth cap, then by the SAX events of libxml2's HTML parser over what is left. Both are linear in
/// the input. Input is UTF-8, and what is not is replaced; text has its references decoded.
class HtmlTree {
 public:
  /// Never fails: a cap that is met stops the filling and sets truncated(). The scripts and the
  /// source are views of `utf8`, which must outlive the tree.
  static HtmlTree parse(std::string_view utf8, const HtmlLimits& limits = {});

  const std::vector<HtmlNode>& nodes() const { return nodes_; }
  const HtmlNode& operator[](uint32_t node) const { return nodes_[node]; }
  uint32_t size() const { return static_cast<uint32_t>(nodes_.size()); }
  const std::vector<HtmlScript>& scripts() const { return scripts_; }
  bool truncated() const { return truncated_; }
  /// The document that was parsed, a view of it like the scripts.
  std::string_view source() const { return source_; }

  /// The text of a kText node.
  std::string_view text(uint32_t node) const {
    return std::string_view(pool_).substr(nodes_[node].text, nodes_[node].text_size);
  }
  /// Empty when absent; an attribute without a value reads as its own name.
  std::string_view attribute(uint32_t node, Attribute name) const;
  bool has(uint32_t node, Attribute name) const;
  /// All text below a node, spaces squeezed, at most `cap` bytes.
  std::string text_content(uint32_t node, size_t cap = 100'000) const;
  /// The nearest enclosing node of that tag, itself included; 0 when there is none.
  uint32_t enclosing(uint32_t node, Tag tag) const;

 private:
  struct Filler;
  struct StoredAttribute {
    uint32_t offset, size;
    Attribute name;
  };
  std::vector<HtmlNode> nodes_;
  std::vector<StoredAttribute> attributes_;
  std::vector<HtmlScript> scripts_;
  std::string pool_;
  std::string_view source_;
  bool truncated_ = false;
};

/// The tag of a lower-case name.
Tag tag_of(std::string_view lower_case_name);
/// True for the elements that start a new line of text (div, p, li, …).
bool is_block(Tag tag);

}  // namespace rasd
