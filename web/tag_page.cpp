#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/id.h"
#include "base/utf8.h"
#include "store/audit.h"
#include "web/code_lists.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr std::string_view kNoIncident = "NON";
constexpr size_t kMaxNoteBytes = 500;
constexpr size_t kPaceItems = 5;

std::string_view name(TagQueue queue) { return queue == TagQueue::kAudit ? "audit" : "learning"; }

/// What is chosen in the form, of this try or none yet.
struct Choice {
  std::vector<std::string> incident;  ///< codes, or NON alone
  std::string topic, tone, stance, note;
};

template <typename List>
bool is_in(const List& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

Choice read_choice(const std::vector<std::pair<std::string, std::string>>& form) {
  Choice choice;
  for (const auto& [key, value] : form) {
    const bool known = is_in(kIncidentCodes, value) || value == kNoIncident;
    if (key == "incident" && known && choice.incident.size() < kMaxIncidents &&
        !is_in(choice.incident, value)) {
      choice.incident.push_back(value);
    }
  }
  if (const auto v = form_value(form, "topic"); is_in(kTopicCodes, v)) choice.topic = v;
  if (const auto v = form_value(form, "tone"); is_in(kTones, v)) choice.tone = v;
  if (const auto v = form_value(form, "stance"); is_in(kStances, v)) choice.stance = v;
  choice.note = std::string(clip_utf8(trim(form_value(form, "note")), kMaxNoteBytes));
  return choice;
}

bool is_complete(const Choice& choice) {
  return !choice.incident.empty() && !choice.topic.empty() && !choice.tone.empty() &&
         !choice.stance.empty();
}

Labels to_labels(const Choice& choice) {
  Labels labels;
  if (!choice.incident.empty()) {
    labels.incident.emplace();
    for (const auto& code : choice.incident) {
      if (code != kNoIncident) labels.incident->push_back(code);
    }
  }
  labels.topic = choice.topic;
  labels.tone = choice.tone;
  labels.stance = choice.stance;
  labels.note = choice.note;
  return labels;
}

Labels suggestion_of(const StoredItem& item) {
  Labels labels;
  labels.incident = item.line.incident;
  labels.topic = item.line.topic;
  labels.tone = item.line.tone;
  labels.stance = item.line.stance;
  return labels;
}

/// The key that chooses the option at `index`: 1…9, then with Shift, then Shift 0.
std::string key_hint(size_t index) {
  if (index < 9) return std::to_string(index + 1);
  if (index < 18) return "⇧" + std::to_string(index - 8);
  return index == 18 ? "⇧0" : "";
}

struct Option {
  std::string code, shown, key;
};

struct Group {
  std::string name;
  std::string label;
  std::string letter;
  bool many = false;
  std::vector<Option> options;
  std::vector<std::string> chosen;
};

void put_group(View body, const Group& group, const std::string& hint) {
  View section = body.add("GROUP");
  section.put("NAME", group.name);
  section.say("LABEL", group.label);
  section.put("LETTER", group.letter);
  if (!hint.empty()) section.add("HINT").say("TEXT", hint);
  for (const Option& one : group.options) {
    View option = section.add("OPTION");
    option.put("GROUP", group.name);
    option.put("TYPE", group.many ? "checkbox" : "radio");
    option.put("CODE", one.code);
    option.say("TEXT", one.shown);
    option.put("KEY", one.key);
    if (group.many && one.code != kNoIncident) option.put("SHORT", one.code);
    if (is_in(group.chosen, one.code)) option.show("CHECKED");
  }
}

void put_form(const Visit& visit, View body, const Choice& choice) {
  Group incident{"incident", visit.text("incident"), "I", true, {}, choice.incident};
  for (size_t i = 0; i < kIncidentCodes.size(); ++i) {
    incident.options.push_back(
        {std::string(kIncidentCodes[i]), visit.words.incident(kIncidentCodes[i]), key_hint(i)});
  }
  incident.options.push_back({std::string(kNoIncident), visit.text("non"), "0"});
  put_group(body, incident, visit.text("up_to_three"));
  Group topic{"topic", visit.text("topic"), "T", false, {}, {choice.topic}};
  for (size_t i = 0; i < kTopicCodes.size(); ++i) {
    topic.options.push_back(
        {std::string(kTopicCodes[i]), visit.words.topic(kTopicCodes[i]), key_hint(i)});
  }
  put_group(body, topic, {});
  Group tone{"tone", visit.text("tone"), "N", false, {}, {choice.tone}};
  for (size_t i = 0; i < kTones.size(); ++i) {
    tone.options.push_back({std::string(kTones[i]), visit.words.tone(kTones[i]), key_hint(i)});
  }
  put_group(body, tone, {});
  Group stance{"stance", visit.text("stance"), "S", false, {}, {choice.stance}};
  for (size_t i = 0; i < kStances.size(); ++i) {
    stance.options.push_back(
        {std::string(kStances[i]), visit.words.stance(kStances[i]), key_hint(i)});
  }
  put_group(body, stance, {});
  body.put("NOTE", choice.note);
}

void put_suggestion(const Visit& visit, View body, const StoredItem& item) {
  View box = body.add("SUGGESTION");
  std::string codes;
  if (item.line.incident.empty()) box.add("CODE").say("TEXT", visit.text("non"));
  for (const auto& code : item.line.incident) {
    box.add("CODE").say("TEXT", visit.words.incident(code));
    codes += (codes.empty() ? "" : " ") + code;
  }
  box.put("CODES", codes.empty() ? std::string(kNoIncident) : codes);
  box.put("TOPIC_CODE", item.line.topic);
  box.say("TOPIC", visit.words.topic(item.line.topic));
  box.put("TONE_CODE", item.line.tone);
  box.say("TONE", visit.words.tone(item.line.tone));
  box.say("TONE_P", visit.words.percent(static_cast<double>(item.line.tone_top), 0));
  box.put("STANCE_CODE", item.line.stance);
  box.say("STANCE", visit.words.stance(item.line.stance));
  box.say("STANCE_P", visit.words.percent(static_cast<double>(item.line.stance_top), 0));
  box.put("MODEL", item.line.model_version);
}

void put_paragraphs(View body, const Article& article) {
  std::string_view text = article.text;
  if (text.empty()) text = article.lead;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const auto paragraph = trim(text.substr(0, end));
    if (!paragraph.empty()) body.add("PARAGRAPH").put("TEXT", paragraph);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

struct Ask {
  TagQueue queue = TagQueue::kLearning;
  bool correction = false;  ///< one named item, outside the queues
  std::string item_id;
  bool hidden = true;  ///< the suggestion is not shown
};

/// Which queue, and whether the suggestion is hidden: always in an audit, else as chosen.
Ask read_ask(Visit& visit, std::string_view queue, std::string_view item,
             const QueueLength& length) {
  Ask ask;
  ask.correction = !item.empty();
  ask.item_id = std::string(item);
  if (queue.empty()) queue = length.audit_open > 0 ? "audit" : "learning";
  ask.queue = queue == "audit" && !ask.correction ? TagQueue::kAudit : TagQueue::kLearning;
  bool hide = cookie(visit.request, "rasd_hide") == "1";
  if (const auto said = visit.request.parameter("hide"); said == "0" || said == "1") {
    hide = said == "1";
    visit.cookies.push_back("rasd_hide=" + std::string(said) +
                            "; Path=/tag; Max-Age=31536000; SameSite=Lax; HttpOnly");
  }
  ask.hidden = hide || ask.queue == TagQueue::kAudit;
  return ask;
}

Instant start_of_today(const Visit& visit) { return visit.desk.zone.start_of(visit.today); }

/// Items an hour over the last ten, when they are of one sitting; to the nearest ten, as it is a
/// pace and no count.
std::optional<int64_t> pace_of(const std::vector<TagBook::DoneTag>& done, Instant now) {
  std::vector<Instant> times;
  for (const auto& one : done) {
    if (one.tag.undone_by.empty() && now - one.tag.at < std::chrono::minutes{30}) {
      times.push_back(one.tag.at);
    }
  }
  if (times.size() < kPaceItems) return std::nullopt;
  const auto [first, last] = std::minmax_element(times.begin(), times.end());
  const int64_t span = (*last - *first).count();
  // Five within a few seconds are a hand on the key, no pace.
  if (span < 10) return std::nullopt;
  const int64_t an_hour = static_cast<int64_t>(times.size() - 1) * 3600 / span;
  return an_hour < 20 ? an_hour : (an_hour + 5) / 10 * 10;
}

void put_progress(const Visit& visit, View body, const Ask& ask, const QueueLength& length) {
  for (const TagQueue queue : {TagQueue::kAudit, TagQueue::kLearning}) {
    const bool audit = queue == TagQueue::kAudit;
    View tab = body.add("QUEUE");
    tab.put("CODE", name(queue));
    tab.say("TEXT", visit.text(audit ? "queue_audit" : "queue_learning"));
    const auto open = static_cast<int64_t>(audit ? length.audit_open : length.learning_open);
    tab.say("N", visit.words.number(open));
    if (queue == ask.queue && !ask.correction) tab.show("CURRENT");
  }
  const bool audit = ask.queue == TagQueue::kAudit;
  const uint64_t open = length.audit_open;
  body.say("QUEUE_HINT", visit.text(audit ? "queue_audit_hint" : "queue_learning_hint"));
  body.say("DONE_TODAY", visit.words.number(static_cast<int64_t>(length.tagged_today)));
  // A sample has an end to work toward; the learning queue has none.
  if (audit && open > 0) {
    View bar = body.add("PROGRESS");
    bar.put("DONE", std::to_string(length.tagged_today));
    bar.put("MAX", std::to_string(length.tagged_today + open));
  }
}

void put_last(const Visit& visit, View body, const std::vector<TagBook::DoneTag>& done) {
  if (done.empty()) return;
  View list = body.add("LAST");
  for (const auto& one : done) {
    View row = list.add("DONE");
    put_item(visit, row, one.item);
    row.say("TAGGED", visit.words.time(one.tag.at));
    row.say("LABELS", labels_text(visit, one.tag.labels));
    if (one.tag.undone_by.empty()) {
      row.add("CAN_UNDO").put("TAG_ID", std::to_string(one.tag.id));
    } else {
      row.show("UNDONE");
    }
  }
}

Result<void> put_designs(const Visit& visit, StoreReader& store, View body) {
  const auto designs =
      list_designs(store, {visit.now - std::chrono::days{400}, visit.now + std::chrono::days{1}});
  if (!designs) return fail(designs.error());
  body.put("DRAW_FROM", to_string(add_days(visit.today, -6)));
  body.put("DRAW_TO", to_string(visit.today));
  const size_t shown = std::min<size_t>(5, designs->size());
  for (size_t i = 0; i < shown; ++i) {
    const DrawnDesign& one = (*designs)[designs->size() - 1 - i];
    View row = body.add("DESIGN");
    row.put("ID", one.design.id);
    row.put("WHO", shown_name(visit, one.drawn_by));
    row.say("PROGRESS", visit.text("tagged_of", {{"done", static_cast<int64_t>(one.tagged)},
                                                 {"all", static_cast<int64_t>(one.sampled)}}));
  }
  return {};
}

Result<HttpResponse> show(Visit& visit, const Ask& ask, const QueueLength& length,
                          const Choice& choice, const std::string& trouble, int status) {
  const std::string user = visit.user->user;
  std::string item_id = ask.item_id;
  if (item_id.empty()) {
    const auto lease =
        visit.desk.tags.use([&](TagBook& book) { return book.lease(user, ask.queue); });
    if (!lease) return fail(lease.error());
    if (*lease) item_id = (*lease)->item_id;
  }
  const auto done = visit.desk.tags.use([&](TagBook& book) { return book.last(user, 10); });
  if (!done) return fail(done.error());
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  StoreReader& store = **reader.value();

  Page page(visit, "tag.tpl", visit.text("tag_queue"), "nav_tag");
  page.with_keys();
  View body = page.body();
  put_progress(visit, body, ask, length);
  if (const auto pace = pace_of(*done, visit.now)) {
    body.add("PACE").say("TEXT", visit.text("pace", {{"n", *pace}}));
  }
  if (!trouble.empty()) body.add("TROUBLE").say("TEXT", trouble);
  const auto said = visit.request.parameter("done");
  if (trouble.empty() && (said == "saved" || said == "undone")) {
    body.add("NOTICE").say("TEXT", visit.text(said == "saved" ? "tag_saved" : "tag_undone"));
  }
  put_last(visit, body, *done);
  if (auto designs = put_designs(visit, store, body); !designs) return fail(designs.error());
  if (item_id.empty()) {
    body.show("EMPTY");
    return page.send(status);
  }
  const auto item = read_item(store, item_id);
  if (!item) return fail(item.error());
  View work = body.add("WORK");
  put_item(visit, work, item->line);
  work.put("QUEUE_CODE", name(ask.queue));
  work.put("ITEM_ID", item_id);
  if (ask.correction) work.show("CORRECTION");
  put_paragraphs(work, item->article);
  put_form(visit, work, choice);
  // It may have been drawn since the page was opened, or be named in the address.
  const auto blind = awaits_audit(store, item_id);
  if (!blind) return fail(blind.error());
  if (ask.hidden || *blind) {
    work.show("SUGGESTION_HIDDEN");
    if (!*blind && ask.queue != TagQueue::kAudit) work.show("MAY_SHOW");
  } else {
    put_suggestion(visit, work, *item);
  }
  return page.send(status);
}

Result<QueueLength> length_for(Visit& visit) {
  return visit.desk.tags.use(
      [&](TagBook& book) { return book.queue_length(visit.user->user, start_of_today(visit)); });
}

}  // namespace

Result<HttpResponse> tag_page(Visit& visit) {
  const auto length = length_for(visit);
  if (!length) return fail(length.error());
  const Ask ask =
      read_ask(visit, visit.request.parameter("queue"), visit.request.parameter("item"), *length);
  return show(visit, ask, *length, {}, {}, 200);
}

Result<HttpResponse> tag_post(Visit& visit) {
  const auto form = visit.request.form();
  const auto length = length_for(visit);
  if (!length) return fail(length.error());
  const bool correction = !form_value(form, "correction").empty();
  const std::string item_id = form_value(form, "item");
  Ask ask =
      read_ask(visit, form_value(form, "queue"), correction ? item_id : std::string(), *length);
  ask.item_id = item_id;
  const std::string action = form_value(form, "action");
  const std::string user = visit.user->user;
  if (action == "skip") {
    const auto skipped =
        visit.desk.tags.use([&](TagBook& book) { return book.skip(user, item_id); });
    if (!skipped) return fail(skipped.error());
    return redirect(visit, "/tag?queue=" + std::string(name(ask.queue)));
  }
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  const auto item = read_item(**reader.value(), item_id);
  if (!item) return fail(item.error());
  const Choice choice = read_choice(form);
  NewTag tag;
  tag.item_id = item_id;
  tag.user = user;
  tag.purpose = ask.correction                  ? TagPurpose::kCorrection
                : ask.queue == TagQueue::kAudit ? TagPurpose::kAudit
                                                : TagPurpose::kLearning;
  tag.suggested = suggestion_of(*item);
  tag.suggested_by = item->line.model_version;
  tag.suggestion_seen = !ask.hidden;
  if (action == "accept" && !ask.hidden) {
    tag.labels = tag.suggested;
    tag.labels.note = choice.note;
  } else {
    tag.labels = to_labels(choice);
    tag.labels.relevant = action != "irrelevant";
    tag.labels.flagged = action == "flag";
    const bool needs_all = action != "irrelevant" && action != "flag";
    if (needs_all && !is_complete(choice)) {
      return show(visit, ask, *length, choice, visit.text("tag_incomplete"), 400);
    }
  }
  const auto recorded = visit.desk.tags.use([&](TagBook& book) { return book.record(tag); });
  if (!recorded) return fail(recorded.error());
  if (ask.correction) return redirect(visit, "/item/" + percent_encode(item_id));
  return redirect(visit, "/tag?queue=" + std::string(name(ask.queue)) + "&done=saved");
}

Result<HttpResponse> tag_undo_post(Visit& visit) {
  const std::string id = form_value(visit.request.form(), "tag_id");
  std::optional<int64_t> tag_id;
  if (int64_t n = 0; !id.empty()) {
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), n);
    if (error != std::errc() || end != id.data() + id.size()) {
      return fail(ErrorKind::kUsage, visit.text("error_400_hint"));
    }
    tag_id = n;
  }
  const auto lease =
      visit.desk.tags.use([&](TagBook& book) { return book.undo(visit.user->user, tag_id); });
  if (!lease && lease.error().kind == ErrorKind::kNotFound) {
    return error_page(visit, 404, "nothing_to_undo", {});
  }
  if (!lease) return fail(lease.error());
  return redirect(visit, "/tag?queue=" + std::string(name(lease->queue)) + "&done=undone");
}

Result<HttpResponse> tag_draw_post(Visit& visit) {
  const auto form = visit.request.form();
  const auto from = read_day(form_value(form, "from")), to = read_day(form_value(form, "to"));
  if (!from || !to || days_between(*from, *to) < 0) {
    return fail(ErrorKind::kUsage, visit.text("bad_period"));
  }
  const std::string size_text = form_value(form, "size");
  uint32_t size = 0;
  std::from_chars(size_text.data(), size_text.data() + size_text.size(), size);
  AuditDesign design;
  design.id = to_rfc3339(visit.now);
  design.period = {visit.desk.zone.start_of(*from), visit.desk.zone.start_of(add_days(*to, 1))};
  design.size = std::clamp<uint32_t>(size, 4, 2000);
  // A seed that nobody chose: the system's random source, logged with the design.
  const uint64_t seed = hash64(random_token(16)) >> 1;
  const auto drawn = visit.desk.tags.use(
      [&](TagBook& book) { return book.draw_audit_sample(design, seed, visit.user->user); });
  if (!drawn) return fail(drawn.error());
  return redirect(visit, "/tag?queue=audit");
}

Result<HttpResponse> tag_export(Visit& visit) {
  std::ostringstream out;
  const auto n = visit.desk.tags.use([&](TagBook& book) { return book.export_tags(out); });
  if (!n) return fail(n.error());
  visit.desk.sessions.log(visit.user->user, "export", std::to_string(*n) + " tags");
  return HttpResponse{200,
                      {{"Content-Type", "application/jsonl; charset=utf-8"},
                       {"Content-Disposition", "attachment; filename=\"tags.jsonl\""},
                       {"Cache-Control", "no-store"}},
                      std::move(out).str()};
}

}  // namespace rasd
