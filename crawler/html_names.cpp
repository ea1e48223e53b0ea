#include "crawler/html_names.h"

#include <array>

namespace rasd {
namespace {

struct NamedTag {
  std::string_view name;
  Tag tag;
};

constexpr NamedTag kTags[] = {
    {"a", Tag::kA},
    {"abbr", Tag::kAbbr},
    {"address", Tag::kAddress},
    {"article", Tag::kArticle},
    {"aside", Tag::kAside},
    {"audio", Tag::kAudio},
    {"b", Tag::kB},
    {"base", Tag::kBase},
    {"blockquote", Tag::kBlockquote},
    {"body", Tag::kBody},
    {"br", Tag::kBr},
    {"button", Tag::kButton},
    {"canvas", Tag::kCanvas},
    {"caption", Tag::kCaption},
    {"center", Tag::kCenter},
    {"cite", Tag::kCite},
    {"code", Tag::kCode},
    {"dd", Tag::kDd},
    {"details", Tag::kDetails},
    {"dialog", Tag::kDialog},
    {"div", Tag::kDiv},
    {"dl", Tag::kDl},
    {"dt", Tag::kDt},
    {"em", Tag::kEm},
    {"fieldset", Tag::kFieldset},
    {"figcaption", Tag::kFigcaption},
    {"figure", Tag::kFigure},
    {"font", Tag::kFont},
    {"footer", Tag::kFooter},
    {"form", Tag::kForm},
    {"frameset", Tag::kFrameset},
    {"h1", Tag::kH1},
    {"h2", Tag::kH2},
    {"h3", Tag::kH3},
    {"h4", Tag::kH4},
    {"h5", Tag::kH5},
    {"h6", Tag::kH6},
    {"head", Tag::kHead},
    {"header", Tag::kHeader},
    {"hr", Tag::kHr},
    {"html", Tag::kHtml},
    {"i", Tag::kI},
    {"iframe", Tag::kIframe},
    {"img", Tag::kImg},
    {"input", Tag::kInput},
    {"label", Tag::kLabel},
    {"legend", Tag::kLegend},
    {"li", Tag::kLi},
    {"link", Tag::kLink},
    {"main", Tag::kMain},
    {"math", Tag::kMath},
    {"menu", Tag::kMenu},
    {"meta", Tag::kMeta},
    {"nav", Tag::kNav},
    {"noscript", Tag::kNoscript},
    {"object", Tag::kObject},
    {"ol", Tag::kOl},
    {"option", Tag::kOption},
    {"p", Tag::kP},
    {"picture", Tag::kPicture},
    {"pre", Tag::kPre},
    {"q", Tag::kQ},
    {"s", Tag::kS},
    {"script", Tag::kScript},
    {"section", Tag::kSection},
    {"select", Tag::kSelect},
    {"small", Tag::kSmall},
    {"source", Tag::kSource},
    {"span", Tag::kSpan},
    {"strong", Tag::kStrong},
    {"style", Tag::kStyle},
    {"sub", Tag::kSub},
    {"summary", Tag::kSummary},
    {"sup", Tag::kSup},
    {"svg", Tag::kSvg},
    {"table", Tag::kTable},
    {"tbody", Tag::kTbody},
    {"td", Tag::kTd},
    {"template", Tag::kTemplate},
    {"textarea", Tag::kTextarea},
    {"tfoot", Tag::kTfoot},
    {"th", Tag::kTh},
    {"thead", Tag::kThead},
    {"time", Tag::kTime},
    {"title", Tag::kTitle},
    {"tr", Tag::kTr},
    {"u", Tag::kU},
    {"ul", Tag::kUl},
    {"video", Tag::kVideo},
};

constexpr std::string_view kAttributes[] = {
    "aria-hidden", "class", "content",  "data-post", "datetime",    "dir",  "hidden",
    "href",        "id",    "itemprop", "itemtype",  "lang",        "name", "property",
    "rel",         "role",  "src",      "style",     "data-testid", "type"};
static_assert(std::size(kAttributes) == static_cast<size_t>(Attribute::kCount));

constexpr uint32_t hash_name(std::string_view name) {
  uint32_t h = 2166136261u;
  for (const char c : name) h = (h ^ static_cast<uint8_t>(c)) * 16777619u;
  return h ^ (h >> 15);
}

constexpr size_t kSlots = 512;
struct Table {
  std::array<uint8_t, kSlots> slot{};
};

template <typename Name, size_t n>
constexpr Table make_table(const Name& name_at, std::integral_constant<size_t, n>) {
  Table table;
  for (size_t i = 0; i < n; ++i) {
    size_t at = hash_name(name_at(i)) % kSlots;
    while (table.slot[at] != 0) at = (at + 1) % kSlots;
    table.slot[at] = static_cast<uint8_t>(i + 1);
  }
  return table;
}

constexpr Table kTagTable = make_table([](size_t i) { return kTags[i].name; },
                                       std::integral_constant<size_t, std::size(kTags)>());
constexpr Table kAttributeTable =
    make_table([](size_t i) { return kAttributes[i]; },
               std::integral_constant<size_t, std::size(kAttributes)>());

}  // namespace

Tag tag_of(std::string_view name) {
  for (size_t at = hash_name(name) % kSlots; kTagTable.slot[at] != 0; at = (at + 1) % kSlots) {
    const NamedTag& known = kTags[kTagTable.slot[at] - 1u];
    if (known.name == name) return known.tag;
  }
  return Tag::kUnknown;
}

Attribute attribute_of(std::string_view name) {
  for (size_t at = hash_name(name) % kSlots; kAttributeTable.slot[at] != 0;
       at = (at + 1) % kSlots) {
    const size_t i = kAttributeTable.slot[at] - 1u;
    if (kAttributes[i] == name) return static_cast<Attribute>(i);
  }
  return Attribute::kCount;
}

std::string_view name(Attribute attribute) { return kAttributes[static_cast<size_t>(attribute)]; }

bool is_void(Tag tag) {
  switch (tag) {
    case Tag::kBase:
    case Tag::kBr:
    case Tag::kHr:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kSource:
      return true;
    default:
      return false;
  }
}

bool is_dropped_whole(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kNoscript:
    case Tag::kIframe:
    case Tag::kTemplate:
    case Tag::kObject:
    case Tag::kTextarea:
    case Tag::kSelect:
    case Tag::kCanvas:
    case Tag::kAudio:
    case Tag::kVideo:
      return true;
    default:
      return false;
  }
}

int end_rank(Tag tag) {
  switch (tag) {
    case Tag::kDiv:
      return 150;
    case Tag::kTd:
    case Tag::kTh:
      return 160;
    case Tag::kTr:
      return 170;
    case Tag::kThead:
    case Tag::kTbody:
    case Tag::kTfoot:
      return 180;
    case Tag::kTable:
      return 190;
    case Tag::kHead:
    case Tag::kBody:
      return 200;
    case Tag::kHtml:
      return 220;
    default:
      return 100;
  }
}

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kCaption:
    case Tag::kCenter:
    case Tag::kDd:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kForm:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kHead:
    case Tag::kHeader:
    case Tag::kHr:
    case Tag::kHtml:
    case Tag::kLegend:
    case Tag::kLi:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kOption:
    case Tag::kP:
    case Tag::kPre:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTitle:
    case Tag::kTr:
    case Tag::kUl:
      return true;
    default:
      return false;
  }
}

}  // namespace rasd
