#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "reports/digest.h"
#include "reports/digest_edits.h"
#include "reports/digest_render.h"
#include "reports/signed_digest.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr size_t kMaxTitleBytes = 400;
constexpr size_t kMaxActionBytes = 400;
constexpr size_t kMaxCorrectionBytes = 2000;

Result<Day> day_in_path(const Visit& visit, std::string_view suffix) {
  const auto day = parse_day(path_part(visit.request, "/digest/", suffix));
  if (!day) return fail(ErrorKind::kNotFound, "no such day");
  if (days_between(visit.today, *day) > 0) return fail(ErrorKind::kNotFound, "a day to come");
  return *day;
}

Result<Digest> read_digest(Visit& visit, Day day) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  DigestOptions options;
  options.now = visit.now;
  return make_digest(**reader.value(), visit.desk.zone, day, options);
}

Result<StoredDigest> read_state(Visit& visit, Day day) {
  return visit.desk.digests.use([&](DigestBook& book) { return book.read(day); });
}

size_t top_cap() { return DigestOptions{}.top_cap; }

void put_state(const Visit& visit, View body, Day day, const StoredDigest& stored, size_t edits) {
  const bool approved = stored.state == DigestState::kApproved;
  const bool draft = stored.state == DigestState::kDraft;
  View state = body.add("STATE");
  state.put("CODE", approved ? "approved" : draft ? "draft" : "none");
  state.say("NAME", visit.text(approved ? "state_approved" : draft ? "state_draft" : "state_none"));
  if (approved && stored.approved_at) {
    state.add("BY").say("TEXT",
                        visit.text("approved_by", {{"who", shown_name(visit, stored.approver)},
                                                   {"when", moment(visit, *stored.approved_at)}}));
  } else if (draft && stored.changed_at) {
    state.add("BY").say("TEXT",
                        visit.text("draft_by", {{"who", shown_name(visit, stored.changed_by)},
                                                {"when", moment(visit, *stored.changed_at)}}));
  }
  if (edits > 0) {
    state.add("EDITS").say("TEXT", visit.text("edits_note", {{"n", static_cast<int64_t>(edits)}}));
  }
  if (!visit.may({Role::kOfficer})) return;
  View tools = body.add(approved ? "CORRECT_TOOLS" : "DRAFT_TOOLS");
  tools.put("DAY", to_string(day));
  tools.put("REVISION", std::to_string(stored.revision));
}

void put_corrections(const Visit& visit, View body, const StoredDigest& stored) {
  if (stored.corrections.empty()) return;
  View list = body.add("CORRECTIONS");
  for (const std::string& json : stored.corrections) {
    const auto correction = parse_correction(json);
    if (!correction) continue;
    View row = list.add("CORRECTION");
    row.put("TEXT", correction->text);
    row.put("WHO", shown_name(visit, correction->who));
    row.say("WHEN", moment(visit, correction->at));
  }
}

/// Entries of the whole digest, each story once, top first.
std::vector<DigestEntry> all_entries(const Digest& digest) {
  std::vector<DigestEntry> entries;
  const auto take = [&](const std::vector<DigestEntry>& some) {
    for (const DigestEntry& one : some) {
      const bool known = std::any_of(entries.begin(), entries.end(), [&](const auto& other) {
        return other.story_id == one.story_id;
      });
      if (!known) entries.push_back(one);
    }
  };
  take(digest.top);
  for (const auto& section : digest.sections) take(section.entries);
  return entries;
}

}  // namespace

Result<HttpResponse> today_page(Visit& visit) {
  if (const auto asked = visit.request.parameter("day"); !asked.empty()) {
    const auto day = read_day(asked);
    if (!day) return fail(ErrorKind::kUsage, visit.text("bad_period"));
    if (days_between(visit.today, *day) >= 0) return redirect(visit, "/");
    return redirect(visit, "/digest/" + to_string(*day));
  }
  Day day = visit.today;
  if (visit.request.path != "/") {
    const auto named = day_in_path(visit, {});
    if (!named) return fail(named.error());
    day = *named;
  }
  const auto stored = read_state(visit, day);
  if (!stored) return fail(stored.error());
  const auto edits = parse_digest_edits(stored->edits);
  if (!edits) return fail(edits.error());

  Page page(visit, "today.tpl", visit.text("digest_of", {{"day", visit.words.date(day)}}),
            day == visit.today ? "nav_today" : "");
  View body = page.body();
  body.say("DAY_TEXT", visit.words.date(day));
  body.put("DAY", to_string(day));
  body.put("PREVIOUS", to_string(add_days(day, -1)));
  if (days_between(day, visit.today) > 0) body.add("NEXT").put("DAY", to_string(add_days(day, 1)));
  put_state(visit, body, day, *stored, edits->size());
  put_corrections(visit, body, *stored);
  if (stored->state == DigestState::kApproved) {
    if (const std::string signed_body = signed_part(stored->frozen, SignedPart::kHtml, visit.words);
        !signed_body.empty()) {
      body.markup("DIGEST", signed_body);
      return page.send();
    }
  }
  auto digest = read_digest(visit, day);
  if (!digest) return fail(digest.error());
  apply_edits(*digest, *edits, top_cap());
  body.markup("DIGEST", digest_html_body(*digest, visit.words));
  return page.send();
}

Result<HttpResponse> digest_edit_page(Visit& visit) {
  const auto day = day_in_path(visit, "/edit");
  if (!day) return fail(day.error());
  const auto stored = read_state(visit, *day);
  if (!stored) return fail(stored.error());
  if (stored->state == DigestState::kApproved) {
    return redirect(visit, "/digest/" + to_string(*day));
  }
  const auto edits = parse_digest_edits(stored->edits);
  if (!edits) return fail(edits.error());
  const auto digest = read_digest(visit, *day);
  if (!digest) return fail(digest.error());
  const std::string title = visit.text("edit_digest_title", {{"day", visit.words.date(*day)}});
  Page page(visit, "digest_edit.tpl", title);
  View body = page.body();
  body.say("HEADING", title);
  body.put("DAY", to_string(*day));
  body.put("REVISION", std::to_string(stored->revision));
  size_t index = 0;
  for (const DigestEntry& entry : all_entries(*digest)) {
    View row = body.add("ENTRY");
    row.put("INDEX", std::to_string(index++));
    row.put("STORY", entry.story_id);
    row.put("TITLE", entry.title);
    std::string shown =
        entry.title;  // as it would be printed: what was edited, else the publisher's
    row.put("LANG", entry.language == "und" ? std::string() : entry.language);
    row.put("SOURCE", entry.source_name);
    row.say("OUTLETS", visit.text("n_outlets", {{"n", entry.outlets}}));
    row.put("ID", entry.item_id);
    for (const DigestEdit& edit : *edits) {
      if (edit.story_id != entry.story_id) continue;
      if (!edit.title.empty()) shown = edit.title;
      row.put("ACTION", edit.action);
      if (edit.pin) row.show("PINNED");
      if (edit.drop) row.show("DROPPED");
    }
    row.put("NEW_TITLE", shown);
  }
  return page.send();
}

Result<HttpResponse> digest_edit_post(Visit& visit) {
  const auto day = day_in_path(visit, "/edit");
  if (!day) return fail(day.error());
  const auto form = visit.request.form();
  std::vector<DigestEdit> edits;
  // Fields come as story-0, title-0, action-0, pin-0, drop-0, story-1, …
  for (const auto& [key, value] : form) {
    if (!key.starts_with("story-") || value.empty() || value.size() > 64) continue;
    const std::string index = key.substr(6);
    DigestEdit edit;
    edit.story_id = value;
    const std::string title = squeeze_spaces(form_value(form, "title-" + index));
    // The field held the publisher's own words: left as they were, they are no edit.
    if (title != squeeze_spaces(form_value(form, "was-" + index))) {
      edit.title = without_bidi_controls(clip_utf8(title, kMaxTitleBytes));
    }
    edit.action = without_bidi_controls(
        clip_utf8(squeeze_spaces(form_value(form, "action-" + index)), kMaxActionBytes));
    edit.pin = !form_value(form, "pin-" + index).empty();
    edit.drop = !form_value(form, "drop-" + index).empty();
    if (edit.pin || edit.drop || !edit.title.empty() || !edit.action.empty())
      edits.push_back(std::move(edit));
  }
  const std::string said = form_value(form, "revision");
  uint32_t revision = 0;
  std::from_chars(said.data(), said.data() + said.size(), revision);
  const auto saved = visit.desk.digests.use([&](DigestBook& book) {
    return book.save_edits(*day, to_json(edits), revision, visit.user->user);
  });
  if (!saved && saved.error().kind == ErrorKind::kRefused) {
    return error_page(visit, 409, "error_409", visit.text("edit_conflict"));
  }
  if (!saved) return fail(saved.error());
  return redirect(visit, "/digest/" + to_string(*day));
}

Result<HttpResponse> digest_approve_post(Visit& visit) {
  const auto day = day_in_path(visit, "/approve");
  if (!day) return fail(day.error());
  const auto stored = read_state(visit, *day);
  if (!stored) return fail(stored.error());
  const auto edits = parse_digest_edits(stored->edits);
  if (!edits) return fail(edits.error());
  // What is signed is what was seen: edits saved by somebody else since then come first.
  if (form_value(visit.request.form(), "revision") != std::to_string(stored->revision)) {
    return error_page(visit, 409, "error_409", visit.text("edit_conflict"));
  }
  auto digest = read_digest(visit, *day);
  if (!digest) return fail(digest.error());
  apply_edits(*digest, *edits, top_cap());
  const std::string frozen = sign_digest(*digest, visit.desk.zone);
  const auto approved = visit.desk.digests.use(
      [&](DigestBook& book) { return book.approve(*day, frozen, visit.user->user); });
  if (!approved) return fail(approved.error());
  return redirect(visit, "/digest/" + to_string(*day));
}

Result<HttpResponse> digest_correct_post(Visit& visit) {
  const auto day = day_in_path(visit, "/correct");
  if (!day) return fail(day.error());
  const std::string text(
      clip_utf8(trim(form_value(visit.request.form(), "text")), kMaxCorrectionBytes));
  if (text.empty()) return redirect(visit, "/digest/" + to_string(*day));
  const auto corrected = visit.desk.digests.use([&](DigestBook& book) {
    return book.correct(*day, to_json(Correction{text, visit.user->user, visit.now}),
                        visit.user->user);
  });
  if (!corrected) return fail(corrected.error());
  return redirect(visit, "/digest/" + to_string(*day));
}

}  // namespace rasd
