#include "crawler/observation_mail.h"

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/mail_message.h"

namespace rasd {
namespace {

constexpr size_t kMostKeptBytes = size_t{1} << 20;

/// Keeps the files; says which were not, and why.
std::string keep_files(const MailMessage& mail, const ListContext& context, FetchedPage& page) {
  std::string refused;
  for (const MailAttachment& file : mail.attachments) {
    std::string why;
    if (context.attachments == nullptr) {
      why = "\"" + plain_file_name(file.name) + "\" was left out";
    } else if (page.attachments.size() >= kMostAttachments) {
      why = "more than " + std::to_string(kMostAttachments) + " files";
    } else if (auto kept = context.attachments->keep(file.bytes, file.name, file.content_type)) {
      page.attachments.push_back(std::move(*kept));
    } else {
      why = kept.error().message;
    }
    if (!why.empty()) refused += (refused.empty() ? "not kept: " : "; ") + why;
  }
  return refused;
}

}  // namespace

Result<ListedItem> read_observation_mail(const Source& source, std::string_view bytes,
                                         const std::string& place, const ListContext& context) {
  auto mail = read_mail(bytes);
  if (!mail) return fail(mail.error());
  if (mail->subject.empty() && trim(mail->text).empty() && mail->attachments.empty())
    return fail(ErrorKind::kMalformed, "the message has no subject, no text and no file");
  ListedItem item;
  item.complete = true;
  FetchedPage& page = item.page;
  page.item_id = content_id(
      {source.id, "mail", mail->id.empty() ? content_hash(bytes) : std::string_view(mail->id)});
  page.source_id = source.id;
  page.kind = ItemKind::kObservation;
  page.url = place + "#" + page.item_id;
  page.content_type = "text/plain";
  page.fetched = context.now;
  page.hints.title = std::move(mail->subject);
  page.hints.content = std::move(mail->text);
  // A wrong clock of the sender's must not put an observation into next year's digest.
  page.hints.published = mail->date && *mail->date <= context.now ? *mail->date : context.now;
  page.hints.categories = {"email", ""};
  if (context.pseudonym != nullptr) page.hints.author = context.pseudonym->of("mail", mail->sender);
  page.hints.summary = keep_files(*mail, context, page);
  if (mail->truncated)
    page.hints.summary += (page.hints.summary.empty() ? "" : "; ") +
                          std::string("the message was longer than what is read of one");
  return item;
}

Outcome broken_mail(const Source& source, std::string_view bytes, const std::string& place,
                    const Error& why, const ListContext& context) {
  Outcome outcome;
  outcome.item_id = content_id({source.id, "mail", content_hash(bytes)});
  outcome.source_id = source.id;
  outcome.url = place;
  outcome.state = ItemState::kQuarantined;
  outcome.stage = "fetch";
  outcome.reason = why.message;
  outcome.at = context.now;
  outcome.bytes = std::string(bytes.substr(0, kMostKeptBytes));
  return outcome;
}

}  // namespace rasd
