#include <filesystem>

#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "crawler/crawl_loop.h"
#include "crawler/observation_mail.h"

namespace rasd {
namespace {

using std::chrono::seconds;

constexpr seconds kBetweenLooks{2};          // into a folder; a listing costs microseconds
constexpr seconds kAfterTrouble{60};         // a file that cannot be moved away is no busy loop
constexpr seconds kBetweenFullMailboxes{1};  // when a look met its bounds

std::string path_of(const Source& source) {
  return source.url.starts_with("file://") ? source.url.substr(7) : source.url;
}

bool is_folder(const Source& source) {
  std::error_code ignored;
  return source.connector == Connector::kObservations &&
         (source.url.ends_with('/') || std::filesystem::is_directory(path_of(source), ignored));
}

bool is_mailbox(const Source& source) {
  return source.url.starts_with("imap://") || source.url.starts_with("imaps://");
}

}  // namespace

/// A folder is read as soon as a whole file lies in it, whatever the source's rhythm.
bool Crawler::Loop::has_files_waiting(Watch& watch, Instant now) {
  if (!watch.host.empty() || now < watch.next_look || !is_folder(watch.source)) return false;
  watch.next_look = now + kBetweenLooks;
  return !complete_files(path_of(watch.source), now).empty();
}

ListContext Crawler::Loop::context_at(Instant now) const {
  ListContext context;
  context.now = now;
  context.pseudonym = pseudonym_ ? &*pseudonym_ : nullptr;
  context.attachments = attachments_ ? &*attachments_ : nullptr;
  return context;
}

void Crawler::Loop::read_file_source(size_t index, Instant now) {
  Watch& watch = watches_[index];
  if (is_mailbox(watch.source)) {
    MailboxOptions options;
    options.url = watch.source.url;
    options.password_file = watch.source.password_file;
    options.timeout = std::chrono::ceil<seconds>(2 * options_.timeout);
    watch.mailbox = std::make_unique<MailboxLook>(std::move(options), watch.state.cursor,
                                                  [this] { fetcher_->wake(); });
    return;
  }
  if (is_folder(watch.source)) {
    read_folder(watch, now);
    return;
  }
  const ListJob job{index, watch.source.url};
  FetchAnswer answer;
  answer.url = job.url;
  auto bytes = read_file(path_of(watch.source), options_.cap_bytes);
  if (bytes) {
    answer.status = 200;
    answer.body = std::move(*bytes);
  } else {
    answer.error = bytes.error();
  }
  on_list(job, answer, now);
}

void Crawler::Loop::read_folder(Watch& watch, Instant now) {
  const std::string folder = path_of(watch.source);
  // The built-in inbox has no folder before the first observation; that is no failure.
  if (auto made = make_folder(folder); !made) log_warning(made.error().message);
  auto reading = read_observation_folder(watch.source, folder, context_at(now));
  if (!reading) {
    fail_poll(watch, 0, reading.error().message);
    end_list(watch, now);
    return;
  }
  take_reading(watch, std::move(reading->list), now);
  if (!watch.poll.ok) return;  // nothing went in: the files stay
  for (const FolderFile& file : reading->files)
    if (auto moved = put_away(folder, file, now); !moved) {
      log_warning(moved.error().message);
      watch.next_look = now + kAfterTrouble;
    }
}

void Crawler::Loop::end_mailbox(Watch& watch, Instant now) {
  auto reading = watch.mailbox->take();
  watch.mailbox.reset();
  if (!reading) {
    fail_poll(watch, 0, reading.error().message);
    end_list(watch, now);
    return;
  }
  const ListContext context = context_at(now);
  ListReading list;
  for (MailboxMessage& message : reading->messages) {
    const std::string place = watch.source.id + "/" + std::to_string(message.uid) + ".eml";
    auto item = message.trouble.empty()
                    ? read_observation_mail(watch.source, message.bytes, place, context)
                    : Result<ListedItem>(fail(ErrorKind::kRefused, message.trouble));
    if (item) {
      list.items.push_back(std::move(*item));
      continue;
    }
    Outcome broken = broken_mail(watch.source, message.bytes, place, item.error(), context);
    if (message.bytes.empty())
      broken.item_id = content_id({watch.source.id, "mail", reading->cursor, place});
    list.broken.push_back(std::move(broken));
  }
  watch.next.cursor = reading->cursor;
  take_reading(watch, std::move(list), now);
  if (watch.poll.ok && reading->more) watch.state.next_poll = now + kBetweenFullMailboxes;
}

}  // namespace rasd
