#include "crawler/structured_data.h"

#include <algorithm>

#include "base/utf8.h"
#include "crawler/published_date.h"
#include "crawler/text_blocks.h"
#include "records/json.h"

namespace rasd {
namespace {

using Json = rapidjson::Value;

constexpr size_t kJsonCap = size_t{4} << 20;
constexpr size_t kCommentCap = 2000;
constexpr unsigned kDepth = 60;

std::string_view view(const Json& v) { return {v.GetString(), v.GetStringLength()}; }

/// JSON as sites write it: raw line breaks inside strings, comment marks around it.
Result<rapidjson::Document> parse_loose(std::string_view body) {
  std::string text(body);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  const size_t from = text.find_first_of("{[");
  const size_t to = text.find_last_of("}]");
  if (from == std::string::npos || to == std::string::npos || to < from)
    return fail(ErrorKind::kMalformed, "no JSON in the script");
  return parse_json(std::string_view(text).substr(from, to - from + 1), kJsonCap);
}

bool is_article_type(std::string_view type) {
  return type.find("Article") != std::string_view::npos || type == "BlogPosting" ||
         type == "LiveBlogPosting" || type == "Report" || type == "SocialMediaPosting" ||
         type == "ImageGallery" || type == "MediaGallery";
}

std::string type_of(const Json& object) {
  const auto found = object.FindMember("@type");
  if (found == object.MemberEnd()) return {};
  if (found->value.IsString()) return std::string(view(found->value));
  std::string first;
  if (found->value.IsArray())
    for (const Json& v : found->value.GetArray())
      if (v.IsString() && (first.empty() || is_article_type(view(v)))) first = view(v);
  return first;
}

/// A text, or the name of an object, or the first or all of a list.
std::string text_of(const Json& v, std::string_view separator = {}, int depth = 0) {
  if (depth > 3) return {};
  if (v.IsString()) return plain_text(view(v));
  if (v.IsObject()) {
    for (const char* key : {"name", "@value", "url", "@id"})
      if (const auto m = v.FindMember(key); m != v.MemberEnd() && m->value.IsString())
        return plain_text(view(m->value));
    return {};
  }
  std::string all;
  if (v.IsArray())
    for (const Json& item : v.GetArray()) {
      std::string one = text_of(item, separator, depth + 1);
      if (one.empty()) continue;
      if (separator.empty()) return one;
      if (all.find(one) != std::string::npos) continue;
      if (!all.empty()) all += separator;
      all += one;
    }
  return all;
}

std::string member(const Json& object, const char* key, std::string_view separator = {}) {
  const auto found = object.FindMember(key);
  return found == object.MemberEnd() ? std::string() : text_of(found->value, separator);
}

std::string address(const Json& object, const char* key) {
  const auto found = object.FindMember(key);
  if (found == object.MemberEnd()) return {};
  const Json* v = &found->value;
  if (v->IsArray() && !v->Empty()) v = &(*v)[0];
  if (v->IsString()) return std::string(view(*v));
  if (v->IsObject())
    for (const char* inner : {"url", "contentUrl", "@id"})
      if (const auto m = v->FindMember(inner); m != v->MemberEnd() && m->value.IsString())
        return std::string(view(m->value));
  return {};
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

class LdReader {
 public:
  LdReader(StructuredArticle& out, Instant fetched) : out_(out), fetched_(fetched) {}

  void walk(const Json& v, unsigned depth) {
    if (depth > kDepth) return;
    if (v.IsArray()) {
      for (const Json& item : v.GetArray()) walk(item, depth + 1);
      return;
    }
    if (!v.IsObject()) return;
    const std::string type = type_of(v);
    if (is_article_type(type)) {
      if (out_.type.empty()) article(v, type);
      comments(v);
      return;
    }
    if (type == "WebPage" || type == "VideoObject" || type == "ItemPage") page(v);
    if (type == "Product") out_.product = true;
    if (type == "DiscussionForumPosting") out_.thread = true;
    if (type == "ItemList" || type == "BreadcrumbList") return;
    for (const auto& m : v.GetObject()) {
      const std::string_view key = view(m.name);
      // Other articles than the page's own.
      if (key == "itemListElement" || key == "isPartOf" || key == "mentions" || key == "hasPart" ||
          key == "publisher" || key == "author")
        continue;
      if (m.value.IsObject() || m.value.IsArray()) walk(m.value, depth + 1);
    }
  }

  /// The meta element "parsely-page": what JSON-LD left open.
  void parsely(const Json& v) {
    if (!v.IsObject()) return;
    const std::string type = member(v, "type");
    if (!type.empty() && type != "post") return;  // a front page or section
    fill(out_.headline, member(v, "title"));
    fill(out_.author, member(v, "authors", ", "));
    fill(out_.author, member(v, "author"));
    fill(out_.published, member(v, "pub_date"));
    fill(out_.section, member(v, "section"));
    fill(out_.image, address(v, "image_url"));
  }

 private:
  void article(const Json& v, const std::string& type) {
    out_.type = type;
    out_.live = type == "LiveBlogPosting";
    out_.gallery = type == "ImageGallery" || type == "MediaGallery";
    // The article's own word counts before what a WebPage or video around it said.
    const auto set = [](std::string& field, std::string value) {
      if (!value.empty()) field = std::move(value);
    };
    set(out_.headline, member(v, "headline"));
    if (out_.headline.empty()) set(out_.headline, member(v, "name"));
    set(out_.description, member(v, "description"));
    out_.body = member(v, "articleBody");
    if (out_.body.empty()) out_.body = member(v, "text");
    set(out_.author, member(v, "author", ", "));
    set(out_.published, member(v, "datePublished"));
    if (out_.published.empty()) out_.published = member(v, "dateCreated");
    set(out_.modified, member(v, "dateModified"));
    set(out_.section, member(v, "articleSection"));
    set(out_.language, member(v, "inLanguage"));
    set(out_.image, address(v, "image"));
    set(out_.publisher, member(v, "publisher"));
    set(out_.url, address(v, "mainEntityOfPage"));
    if (out_.url.empty()) out_.url = address(v, "url");
    if (const auto free = v.FindMember("isAccessibleForFree"); free != v.MemberEnd())
      out_.paywalled = (free->value.IsBool() && !free->value.GetBool()) ||
                       (free->value.IsString() && equals_ignoring_case(view(free->value), "false"));
  }

  void page(const Json& v) {
    fill(out_.headline, member(v, "headline"));
    fill(out_.description, member(v, "description"));
    fill(out_.published, member(v, "datePublished"));
    fill(out_.published, member(v, "uploadDate"));
    fill(out_.modified, member(v, "dateModified"));
    fill(out_.language, member(v, "inLanguage"));
  }

  /// `answered`: id of the comment that holds them.
  void comments(const Json& v, const std::string& answered = {}, unsigned depth = 0) {
    for (const char* key : {"comment", "comments"}) {
      const auto found = v.FindMember(key);
      if (found == v.MemberEnd()) continue;
      if (found->value.IsArray())
        for (const Json& c : found->value.GetArray()) comment(c, answered, depth);
      else
        comment(found->value, answered, depth);
    }
  }

  void comment(const Json& v, const std::string& answered, unsigned depth) {
    if (!v.IsObject() || out_.comments.size() >= kCommentCap || depth > kDepth) return;
    PageComment c;
    c.parent = answered;
    c.text = member(v, "text");
    if (c.text.empty()) c.text = member(v, "commentText");
    if (c.text.empty()) return;
    c.id = member(v, "@id");
    if (c.id.empty()) c.id = member(v, "url");
    c.author = member(v, "author");
    if (c.author.empty()) c.author = member(v, "creator");
    c.published = read_date(member(v, "dateCreated"), {fetched_, {}});
    if (!c.published) c.published = read_date(member(v, "datePublished"), {fetched_, {}});
    if (const auto parent = v.FindMember("parentItem"); c.parent.empty() && parent != v.MemberEnd())
      if (parent->value.IsObject()) c.parent = member(parent->value, "@id");
    const std::string id = c.id;
    out_.comments.push_back(std::move(c));
    comments(v, id, depth + 1);
  }

  StructuredArticle& out_;
  Instant fetched_;
};

}  // namespace

std::string plain_text(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) {
    std::string out;
    for (size_t at = 0; at < html.size();) {
      const size_t end = std::min(html.find('\n', at), html.size());
      std::string line = squeeze_spaces(html.substr(at, end - at));
      if (!line.empty()) {
        if (!out.empty()) out += '\n';
        out += line;
      }
      at = end + 1;
    }
    return out;
  }
  const auto decoded = [](std::string_view text) {
    const HtmlTree tree = HtmlTree::parse(text);
    std::string out;
    for (const TextBlock& block : text_blocks(tree, std::vector<uint8_t>(tree.size(), 0))) {
      if (!out.empty()) out += '\n';
      out += block.text;
    }
    return out;
  };
  std::string out = decoded(html);
  // Markup that was escaped before it was put into JSON.
  if (out.find("</") != std::string::npos || out.find("&nbsp;") != std::string::npos ||
      out.find("&amp;") != std::string::npos || out.find("&quot;") != std::string::npos)
    out = decoded(out);
  return out;
}

StructuredArticle read_structured_data(const HtmlTree& tree, Instant fetched) {
  StructuredArticle out;
  std::string_view parsely;
  for (uint32_t i = 1; i < tree.size() && tree[i].tag != Tag::kBody; ++i)
    if (tree[i].tag == Tag::kMeta && tree.attribute(i, Attribute::kName) == "parsely-page")
      parsely = tree.attribute(i, Attribute::kContent);
  LdReader reader(out, fetched);
  for (const HtmlScript& script : tree.scripts()) {
    if (script.type.find("ld+json") == std::string_view::npos) continue;
    if (const auto document = parse_loose(script.body)) reader.walk(*document, 0);
  }
  if (!parsely.empty())
    if (const auto document = parse_loose(parsely)) reader.parsely(*document);
  return out;
}

}  // namespace rasd
