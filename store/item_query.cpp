#include "store/item_query.h"

#include <algorithm>

#include "base/utf8.h"
#include "store/annotation_json.h"

namespace rasd {
namespace {

constexpr size_t kMaxLimit = 1000;
constexpr size_t kLeadBytes = 400;

int64_t seconds(Instant at) { return at.time_since_epoch().count(); }

}  // namespace

void ItemCondition::add(const char* condition, std::variant<int64_t, std::string> value) {
  sql_ += " AND ";
  sql_ += condition;
  values_.push_back(std::move(value));
}

ItemCondition::ItemCondition(const ItemFilter& filter, Window window) {
  sql_ = "i.at >= ? AND i.at < ?";
  values_.emplace_back(seconds(window.from));
  values_.emplace_back(seconds(window.to));
  if (!filter.kinds.empty()) {
    sql_ += " AND i.kind IN (";
    for (const ItemKind kind : filter.kinds) {
      if (sql_.back() != '(') sql_ += ',';
      sql_ += std::to_string(static_cast<int>(kind));
    }
    sql_ += ')';
  }
  if (!filter.topic.empty()) add("i.topic = ?", filter.topic);
  if (filter.incident == "NON")
    sql_ += " AND i.incident = ''";
  else if (!filter.incident.empty())
    add("EXISTS (SELECT 1 FROM item_incidents c WHERE c.code = ? AND c.at = i.at AND c.item = "
        "i.id)",
        filter.incident);
  if (!filter.language.empty()) add("i.language = ?", filter.language);
  if (!filter.source.empty()) add("i.source_id = ?", filter.source);
  if (!filter.tone.empty()) add("i.tone = ?", int64_t{tone_index(filter.tone)});
  if (!filter.stance.empty()) add("i.stance = ?", int64_t{stance_index(filter.stance)});
  if (!filter.story.empty()) add("i.story_id = ?", filter.story);
  if (!filter.group.empty()) add("i.group_id = ?", filter.group);
  if (filter.official)
    add("i.source_id IN (SELECT id FROM sources WHERE official = ?)", int64_t{*filter.official});
}

void ItemCondition::bind(sql::Statement& statement) const {
  for (const auto& value : values_) std::visit([&](const auto& v) { statement.bind(v); }, value);
}

const char* const kLineTables =
    " FROM items i JOIN article_texts x ON x.id = i.id JOIN sources s ON s.id = i.source_id ";

const char* const kLineColumns =
    " i.item_id, i.source_id, s.name, i.kind, s.official, x.url, x.title,"
    " CASE WHEN x.lead <> '' THEN x.lead ELSE substr(x.text, 1, 400) END,"
    " i.at, i.published, i.fetched, i.language, i.topic, i.incident, i.tone, i.stance,"
    " i.tone_p0, i.tone_p1, i.tone_p2,"
    " max(i.stance_p0, i.stance_p1, i.stance_p2, i.stance_p3),"
    " i.reader, i.model, i.group_id, i.story_id, x.text_from, x.note ";

ItemLine read_line(const sql::Statement& row) {
  ItemLine line;
  line.item_id = row.text(0);
  line.source_id = row.text(1);
  line.source_name = row.text(2);
  line.kind = static_cast<ItemKind>(row.integer(3));
  line.official = row.boolean(4);
  line.url = row.text(5);
  line.title = row.text(6);
  line.lead = clip_utf8(row.view(7), kLeadBytes);
  line.at = row.instant(8);
  line.published = row.maybe_instant(9);
  line.fetched = row.instant(10);
  line.language = row.text(11);
  line.topic = row.text(12);
  line.incident = split_codes(row.view(13));
  if (!row.is_null(14)) {
    line.tone = tone_name(row.integer(14));
    line.tone_top = static_cast<float>(row.real(16 + static_cast<int>(row.integer(14))));
  }
  if (!row.is_null(15)) {
    line.stance = stance_name(row.integer(15));
    line.stance_top = static_cast<float>(row.real(19));
  }
  line.reader = row.text(20);
  line.model_version = row.text(21);
  line.group_id = row.text(22);
  line.story_id = row.text(23);
  line.text_from = row.text(24);
  line.note = row.text(25);
  return line;
}

Result<void> complete_lines(sql::Connection& db, std::vector<ItemLine>& lines) {
  for (ItemLine& line : lines) {
    auto group =
        db.prepare("SELECT COUNT(*), COUNT(DISTINCT source_id) FROM items WHERE group_id = ?")
            .bind(line.group_id);
    if (group.step()) {
      line.copies = group.small(0);
      line.outlets = group.small(1);
    }
    if (group.failed()) return group.finish();
    auto tag = db.prepare(
                     "SELECT labels, user FROM tags WHERE item_id = ? AND undone_by IS NULL"
                     " ORDER BY id DESC LIMIT 1")
                   .bind(line.item_id);
    if (tag.step()) {
      if (auto labels = parse_labels(tag.view(0))) line.tagged = std::move(*labels);
      line.tagged_by = tag.text(1);
    }
    if (tag.failed()) return tag.finish();
  }
  return {};
}

const char* const kArticleColumns =
    " i.item_id, i.source_id, i.kind, i.published, i.updated, i.fetched, x.title, x.lead, x.url,"
    " x.canonical_url, x.parent_id, x.byline, x.author, x.section, x.image, x.language_said,"
    " x.charset, x.page_kind, x.text_from, x.note, x.hash, x.archive_file, x.archive_offset,"
    " x.archive_length, x.text ";

Article read_article(const sql::Statement& s) {
  Article a;
  a.item_id = s.text(0);
  a.source_id = s.text(1);
  a.kind = static_cast<ItemKind>(s.integer(2));
  a.published = s.maybe_instant(3);
  a.updated = s.maybe_instant(4);
  a.fetched = s.instant(5);
  a.title = s.text(6);
  a.lead = s.text(7);
  a.url = s.text(8);
  a.canonical_url = s.text(9);
  a.parent_id = s.text(10);
  a.byline = s.text(11);
  a.author = s.text(12);
  a.section = s.text(13);
  a.image = s.text(14);
  a.language_said = s.text(15);
  a.charset = s.text(16);
  a.page_kind = s.text(17);
  a.text_from = s.text(18);
  a.note = s.text(19);
  a.hash = s.text(20);
  a.archive = {s.text(21), s.count(22), s.count(23)};
  a.text = s.text(24);
  return a;
}

Annotation read_annotation(const sql::Statement& s, int first) {
  Annotation n;
  n.reader = s.text(first);
  n.model_version = s.text(first + 1);
  n.language = s.text(first + 2);
  n.variety = s.text(first + 3);
  n.incident = split_codes(s.view(first + 4));
  n.topic = s.text(first + 5);
  n.tone = s.text(first + 6);
  n.stance = s.text(first + 7);
  read_probabilities(s.view(first + 8), n);
  n.minhash = s.text(first + 9);
  return n;
}

TagLine read_tag_line(const sql::Statement& s) {
  TagLine tag;
  tag.id = s.integer(0);
  tag.user = s.text(1);
  tag.at = s.instant(2);
  tag.purpose = name(static_cast<TagPurpose>(s.integer(3)));
  if (auto labels = parse_labels(s.view(4))) tag.labels = std::move(*labels);
  if (auto labels = parse_labels(s.view(5))) tag.suggested = std::move(*labels);
  tag.suggested_by = s.text(6);
  tag.undone_by = s.text(7);
  return tag;
}

int64_t bounded_limit(const Slice& slice) {
  return static_cast<int64_t>(std::min(slice.limit, kMaxLimit));
}

}  // namespace rasd
