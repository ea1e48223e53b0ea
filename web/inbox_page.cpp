#include <algorithm>

#include "base/utf8.h"
#include "crawler/attachment_folder.h"
#include "crawler/observation_inbox.h"
#include "web/form_data.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr size_t kPageSize = 30;
constexpr size_t kMostTextBytes = size_t{16} << 10;
constexpr size_t kMostFieldBytes = 200;
constexpr ObservationState kStates[] = {ObservationState::kNew, ObservationState::kToCheck,
                                        ObservationState::kLinked, ObservationState::kUnverifiable,
                                        ObservationState::kClosed};

std::string state_text(const Visit& visit, ObservationState state) {
  return visit.text("observation_" + std::string(name(state)));
}

/// What was typed, given back when the form is refused.
struct Entry {
  std::string text, place, channel;
};

void put_states(const Visit& visit, View body, std::optional<ObservationState> chosen,
                const std::array<uint64_t, 5>& counts) {
  for (const ObservationState state : kStates) {
    View tab = body.add("STATE_TAB");
    tab.put("CODE", name(state));
    tab.say("TEXT", state_text(visit, state));
    tab.say("N", visit.words.number(static_cast<int64_t>(counts[static_cast<size_t>(state)])));
    if (chosen == state) tab.show("CURRENT");
  }
  if (!chosen) body.show("ALL_STATES");
}

Result<HttpResponse> show_inbox(Visit& visit, const Entry& entry, const std::string& trouble) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  std::optional<ObservationState> state;
  if (ObservationState named{}; parse(visit.request.parameter("state"), named)) state = named;
  size_t offset = 0;
  const std::string from(visit.request.parameter("from"));
  if (from.size() < 7 && from.find_first_not_of("0123456789") == from.npos && !from.empty())
    offset = std::stoul(from);
  const StoreReader::Snapshot snapshot(**reader.value());
  const auto counts = count_observations(**reader.value());
  if (!counts) return fail(counts.error());
  auto lines = list_observations(**reader.value(), state, {kPageSize + 1, offset});
  if (!lines) return fail(lines.error());

  Page page(visit, "inbox.tpl", visit.text("inbox"), "nav_inbox");
  View body = page.body();
  if (!trouble.empty()) body.add("TROUBLE").say("TEXT", trouble);
  if (!visit.request.parameter("done").empty()) body.show("TAKEN");
  if (!visit.desk.options.inbox.empty() && visit.may({Role::kOfficer, Role::kAnalyst})) {
    View form = body.add("ENTRY_FORM");
    form.put("TEXT", entry.text);
    form.put("PLACE", entry.place);
    form.put("CHANNEL", entry.channel);
    form.say("FILE_HINT", visit.text("inbox_file_hint",
                                     {{"n", static_cast<int64_t>(kMostAttachmentBytes >> 20)}}));
  }
  put_states(visit, body, state, *counts);
  const bool more = lines->size() > kPageSize;
  if (more) lines->pop_back();
  if (lines->empty()) body.show("EMPTY");
  for (const ObservationLine& line : *lines) {
    View row = body.add("OBSERVATION");
    put_item(visit, row, line.item);
    row.put("STATE", name(line.last.state));
    row.say("STATE_TEXT", state_text(visit, line.last.state));
    if (!line.last.user.empty()) {
      View by = row.add("BY");
      by.put("WHO", shown_name(visit, line.last.user));
      by.say("AT", moment(visit, line.last.at));
    }
    if (line.attachments > 0)
      row.add("FILES").say("N",
                           visit.text("n_files", {{"n", static_cast<int64_t>(line.attachments)}}));
  }
  if (more)
    body.add("OLDER").put("LINK",
                          link_with(visit.request, "from", std::to_string(offset + kPageSize)));
  return page.send(trouble.empty() ? 200 : 400);
}

}  // namespace

Result<HttpResponse> inbox_page(Visit& visit) { return show_inbox(visit, {}, {}); }

Result<HttpResponse> inbox_post(Visit& visit) {
  const DeskOptions& options = visit.desk.options;
  if (options.inbox.empty()) return fail(ErrorKind::kNotFound, "no inbox");
  const auto form = visit.request.form();
  const Entry entry{form_value(form, "text"), form_value(form, "place"),
                    form_value(form, "channel")};
  if (trim(entry.text).empty()) return show_inbox(visit, entry, visit.text("inbox_no_text"));
  if (entry.text.size() > kMostTextBytes || entry.place.size() > kMostFieldBytes ||
      entry.channel.size() > kMostFieldBytes)
    return show_inbox(visit, entry, visit.text("inbox_too_long"));
  NewObservation observation;
  observation.text = std::string(trim(entry.text));
  observation.place = std::string(trim(entry.place));
  observation.channel = std::string(trim(entry.channel));
  // To the minute: the same form sent twice is one observation.
  observation.received = std::chrono::floor<std::chrono::minutes>(visit.now);
  const AttachmentFolder folder(options.attachments);
  const auto parts = read_form_data(visit.request.header("content-type"), visit.request.body);
  for (const FormPart& part : parts ? *parts : std::vector<FormPart>()) {
    // A browser sends an empty file where none was chosen.
    if (!part.is_file || (part.file_name.empty() && part.bytes.empty())) continue;
    auto kept = folder.keep(part.bytes, part.file_name, part.content_type);
    if (!kept && kept.error().kind == ErrorKind::kRefused)
      return show_inbox(visit, entry, visit.text("inbox_file_refused"));
    if (!kept) return fail(kept.error());
    if (observation.attachments.size() < kMostAttachments)
      observation.attachments.push_back(std::move(*kept));
  }
  const auto id = hand_in(options.inbox, observation);
  if (!id) return fail(id.error());
  visit.desk.sessions.log(visit.user->user, "observation handed in", *id);
  return redirect(visit, "/inbox?done=" + *id);
}

Result<HttpResponse> observation_step_post(Visit& visit) {
  const std::string id = path_part(visit.request, "/item/", "/step");
  const auto form = visit.request.form();
  ObservationState state{};
  if (!parse(form_value(form, "state"), state)) return fail(ErrorKind::kUsage, "no such state");
  // People paste the item's address as well as its id.
  std::string linked(trim(form_value(form, "linked_to")));
  if (const size_t at = linked.rfind("/item/"); at != linked.npos) linked.erase(0, at + 6);
  linked = linked.substr(0, linked.find_first_of("/?#"));
  auto done = visit.desk.observations.use([&](ObservationBook& book) {
    return book.add_step(id, state, linked, std::string(trim(form_value(form, "note"))),
                         visit.user->user);
  });
  if (!done) return fail(done.error());
  return redirect(visit, "/item/" + percent_encode(id));
}

Result<HttpResponse> attachment_page(Visit& visit) {
  const std::string id = path_part(visit.request, "/item/", "/file");
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  const auto files = read_attachments(**reader.value(), id);
  if (!files) return fail(files.error());
  const std::string_view wanted = visit.request.parameter("n");
  const auto file = std::find_if(files->begin(), files->end(),
                                 [&](const Attachment& one) { return one.hash == wanted; });
  if (file == files->end()) return fail(ErrorKind::kNotFound, "no such attachment");
  auto bytes = AttachmentFolder(visit.desk.options.attachments).read(file->hash);
  if (!bytes) return fail(bytes.error());
  visit.desk.sessions.log(visit.user->user, "attachment", id + " " + file->hash);
  const std::string shown = file->name.empty() ? "attachment.bin" : file->name;
  HttpResponse response;
  // Never rendered, whatever its sender says it is: a download of bytes, in a sandbox all the same.
  response.headers = {
      {"Content-Type", "application/octet-stream"},
      {"Content-Disposition", "attachment; filename=\"" + file->hash.substr(0, 16) +
                                  ".bin\"; filename*=UTF-8''" + percent_encode(shown)},
      {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'"},
      {"Cache-Control", "no-store"},
  };
  response.body = std::move(*bytes);
  return response;
}

Result<void> put_observation(Visit& visit, View body, const std::string& item_id) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  const auto files = read_attachments(**reader.value(), item_id);
  if (!files) return fail(files.error());
  const auto steps = read_observation_steps(**reader.value(), item_id);
  if (!steps) return fail(steps.error());
  View part = body.add("OBSERVATION");
  const ObservationState now = steps->empty() ? ObservationState::kNew : steps->back().state;
  part.put("STATE", name(now));
  part.say("STATE_TEXT", state_text(visit, now));
  for (const Attachment& file : *files) {
    View row = part.add("FILE");
    row.put("ID", item_id);
    row.put("HASH", file.hash);
    row.put("NAME", file.name.empty() ? file.hash.substr(0, 16) : file.name);
    row.say("SIZE", visit.words.number(static_cast<int64_t>((file.size + 1023) / 1024)));
  }
  if (!files->empty()) part.show("HAS_FILES");
  for (const ObservationStep& step : *steps) {
    View row = part.add("STEP");
    row.say("STATE_TEXT", state_text(visit, step.state));
    row.put("WHO", shown_name(visit, step.user));
    row.say("WHEN", moment(visit, step.at));
    row.put("NOTE", step.note);
    if (!step.linked_to.empty()) row.add("LINK").put("ID", step.linked_to);
  }
  if (!visit.may({Role::kOfficer, Role::kAnalyst})) return {};
  View form = part.add("STEP_FORM");
  form.put("ID", item_id);
  for (const ObservationState state : kStates) {
    View option = form.add("OPTION");
    option.put("CODE", name(state));
    option.say("TEXT", state_text(visit, state));
    if (state == now) option.show("SELECTED");
  }
  return {};
}

}  // namespace rasd
