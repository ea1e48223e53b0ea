#include "crawler/html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/utf8.h"
#include "crawler/html_names.h"
#include "crawler/html_scan.h"

namespace rasd {

/// Turns SAX events into nodes. Lives for one parse.
struct HtmlTree::Filler {
  HtmlTree& tree;
  size_t most_nodes;
  htmlParserCtxtPtr parser = nullptr;
  std::vector<uint32_t> open = {0};

  bool full() {
    if (tree.nodes_.size() < most_nodes) return false;
    tree.truncated_ = true;
    xmlStopParser(parser);
    return true;
  }

  void start(std::string_view element, const xmlChar** attributes) {
    if (full()) return;
    HtmlNode node;
    node.tag = tag_of(element);
    node.parent = open.back();
    node.depth = static_cast<uint16_t>(open.size());
    node.attribute = static_cast<uint32_t>(tree.attributes_.size());
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const Attribute known = attribute_of(reinterpret_cast<const char*>(attributes[0]));
      if (known == Attribute::kCount) continue;
      const std::string_view value =
          attributes[1] == nullptr ? name(known) : reinterpret_cast<const char*>(attributes[1]);
      tree.attributes_.push_back(
          {static_cast<uint32_t>(tree.pool_.size()), static_cast<uint32_t>(value.size()), known});
      tree.pool_ += value;
      ++node.attributes;
    }
    open.push_back(static_cast<uint32_t>(tree.nodes_.size()));
    tree.nodes_.push_back(node);
  }

  void end() {
    if (open.size() < 2) return;
    tree.nodes_[open.back()].end = static_cast<uint32_t>(tree.nodes_.size());
    open.pop_back();
  }

  void text(std::string_view run) {
    // libxml2 hands text over in pieces; one node for one run.
    HtmlNode& last = tree.nodes_.back();
    if (last.tag == Tag::kText && last.parent == open.back() &&
        last.text + last.text_size == tree.pool_.size()) {
      last.text_size += static_cast<uint32_t>(run.size());
      tree.pool_ += run;
      return;
    }
    if (full()) return;
    HtmlNode node;
    node.tag = Tag::kText;
    node.parent = open.back();
    node.depth = static_cast<uint16_t>(open.size());
    node.text = static_cast<uint32_t>(tree.pool_.size());
    node.text_size = static_cast<uint32_t>(run.size());
    node.end = static_cast<uint32_t>(tree.nodes_.size()) + 1;
    tree.pool_ += run;
    tree.nodes_.push_back(node);
  }

  static void on_start(void* self, const xmlChar* element, const xmlChar** attributes) {
    static_cast<Filler*>(self)->start(reinterpret_cast<const char*>(element), attributes);
  }
  static void on_end(void* self, const xmlChar*) { static_cast<Filler*>(self)->end(); }
  static void on_text(void* self, const xmlChar* run, int size) {
    static_cast<Filler*>(self)->text(
        {reinterpret_cast<const char*>(run), static_cast<size_t>(size)});
  }
};

HtmlTree HtmlTree::parse(std::string_view utf8, const HtmlLimits& limits) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
  HtmlTree tree;
  tree.nodes_.push_back({});
  if (utf8.size() > limits.bytes) {
    utf8 = clip_utf8(utf8, limits.bytes);
    tree.truncated_ = true;
  }
  tree.source_ = utf8;
  ScannedHtml scanned = scan_html(utf8, limits);
  if (!is_utf8(scanned.html)) scanned.html = to_valid_utf8(scanned.html);
  tree.scripts_ = std::move(scanned.scripts);
  tree.truncated_ |= scanned.truncated;
  tree.pool_.reserve(scanned.html.size());
  tree.nodes_.reserve(1024);

  Filler filler{
      tree, std::min(limits.nodes, limits.nodes_of_any_page + utf8.size() / limits.bytes_a_node)};
  htmlSAXHandler sax{};
  sax.startElement = Filler::on_start;
  sax.endElement = Filler::on_end;
  sax.characters = Filler::on_text;
  sax.ignorableWhitespace = Filler::on_text;
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
      htmlCreatePushParserCtxt(&sax, &filler, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8),
      htmlFreeParserCtxt);
  if (parser) {
    filler.parser = parser.get();
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC);
    htmlParseChunk(parser.get(), scanned.html.data(), static_cast<int>(scanned.html.size()), 0);
    htmlParseChunk(parser.get(), nullptr, 0, 1);
    // SAX only: libxml2 made no tree unless it fell back on its own document.
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
    parser->myDoc = nullptr;
  } else {
    tree.truncated_ = true;
  }
  const auto size = static_cast<uint32_t>(tree.nodes_.size());
  for (const uint32_t node : filler.open) tree.nodes_[node].end = size;
  tree.nodes_[0].end = size;
  return tree;
}

std::string_view HtmlTree::attribute(uint32_t node, Attribute name) const {
  const HtmlNode& n = nodes_[node];
  for (uint32_t i = n.attribute; i < n.attribute + n.attributes; ++i)
    if (attributes_[i].name == name)
      return std::string_view(pool_).substr(attributes_[i].offset, attributes_[i].size);
  return {};
}

bool HtmlTree::has(uint32_t node, Attribute name) const {
  const HtmlNode& n = nodes_[node];
  for (uint32_t i = n.attribute; i < n.attribute + n.attributes; ++i)
    if (attributes_[i].name == name) return true;
  return false;
}

std::string HtmlTree::text_content(uint32_t node, size_t cap) const {
  std::string all;
  for (uint32_t i = node; i < nodes_[node].end && all.size() < cap; ++i) {
    if (nodes_[i].tag == Tag::kText)
      all += text(i);
    else if (is_block(nodes_[i].tag) || nodes_[i].tag == Tag::kBr)
      all += ' ';
  }
  return std::string(clip_utf8(squeeze_spaces(all), cap));
}

uint32_t HtmlTree::enclosing(uint32_t node, Tag tag) const {
  while (node != 0 && nodes_[node].tag != tag) node = nodes_[node].parent;
  return node;
}

}  // namespace rasd
