#include "crawler/mail_message.h"

#include <gmime/gmime.h>

#include <memory>

#include "base/utf8.h"
#include "crawler/charset.h"
#include "crawler/extract.h"

namespace rasd {
namespace {

constexpr size_t kMostParts = 200;
constexpr unsigned kDeepest = 16;
constexpr size_t kMostTextBytes = size_t{1} << 20;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : to_valid_utf8(text);
}

/// GMime's own limit of nesting lies far above ours, and its parser recurses: what opens too many
/// multiparts within each other is cut before it is read.
bool nests_too_deep(std::string_view bytes) {
  size_t boundaries = 0;
  const std::string lower = to_lower_ascii(bytes);
  for (size_t at = lower.find("boundary"); at != lower.npos; at = lower.find("boundary", at + 8)) {
    const size_t next = lower.find_first_not_of(" \t", at + 8);
    if (next != lower.npos && (lower[next] == '=' || lower[next] == '*')) ++boundaries;
  }
  size_t inner = 0;
  for (size_t at = lower.find("message/rfc822"); at != lower.npos;
       at = lower.find("message/rfc822", at + 14))
    ++inner;
  return boundaries + inner > 10 * kMostParts;
}

class MailReader {
 public:
  MailMessage read(GMimeMessage* message) {
    mail_.subject = squeeze_spaces(text_of(g_mime_message_get_subject(message)));
    mail_.id = text_of(g_mime_message_get_message_id(message));
    sender(message);
    if (GDateTime* date = g_mime_message_get_date(message))
      mail_.date = Instant{std::chrono::seconds{g_date_time_to_unix(date)}};
    part(g_mime_message_get_mime_part(message), 0);
    if (mail_.text.empty()) mail_.text = std::move(html_);
    return std::move(mail_);
  }

 private:
  void sender(GMimeMessage* message) {
    InternetAddressList* from = g_mime_message_get_from(message);
    if (from == nullptr || internet_address_list_length(from) == 0) return;
    InternetAddress* first = internet_address_list_get_address(from, 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(first)) return;
    mail_.sender =
        to_lower_ascii(text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))));
  }

  void part(GMimeObject* object, unsigned depth) {
    if (object == nullptr) return;
    if (depth > kDeepest || ++parts_ > kMostParts) {
      mail_.truncated = true;
      return;
    }
    if (GMIME_IS_MULTIPART(object)) {
      GMimeMultipart* all = GMIME_MULTIPART(object);
      const int count = g_mime_multipart_get_count(all);
      for (int i = 0; i < count && parts_ <= kMostParts; ++i)
        part(g_mime_multipart_get_part(all, i), depth + 1);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
      GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      if (inner == nullptr) return;
      const std::string subject = squeeze_spaces(text_of(g_mime_message_get_subject(inner)));
      if (!subject.empty()) add(mail_.text, subject);
      part(g_mime_message_get_mime_part(inner), depth + 1);
    } else if (GMIME_IS_PART(object)) {
      leaf(GMIME_PART(object));
    }
  }

  void leaf(GMimePart* one) {
    GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(one));
    const char* name = g_mime_part_get_filename(one);
    const bool is_file = name != nullptr || g_mime_part_is_attachment(one);
    const bool is_html = type != nullptr && g_mime_content_type_is_type(type, "text", "html");
    const bool is_text = type == nullptr || g_mime_content_type_is_type(type, "text", "plain");
    if (!is_file && (is_html || is_text)) {
      const char* charset =
          type == nullptr ? nullptr : g_mime_content_type_get_parameter(type, "charset");
      const std::string declared =
          charset == nullptr ? std::string() : "text/plain; charset=" + std::string(charset);
      const std::string text = decode_page(bytes_of(one), declared).text;
      if (is_html)
        add(html_, text_of_markup(text));
      else
        add(mail_.text, text);
      return;
    }
    MailAttachment file;
    file.name = text_of(name);
    if (type != nullptr) {
      const std::unique_ptr<char, decltype(&g_free)> said(g_mime_content_type_get_mime_type(type),
                                                          g_free);
      file.content_type = text_of(said.get());
    }
    file.bytes = bytes_of(one);
    mail_.attachments.push_back(std::move(file));
  }

  static std::string bytes_of(GMimePart* one) {
    GMimeDataWrapper* content = g_mime_part_get_content(one);
    if (content == nullptr) return {};
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, out.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return bytes->data == nullptr
               ? std::string()
               : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
  }

  void add(std::string& text, std::string_view more) {
    const auto body = trim(more);
    if (body.empty()) return;
    if (!text.empty()) text += '\n';
    text += body;
    if (text.size() <= kMostTextBytes) return;
    text = std::string(clip_utf8(text, kMostTextBytes));
    mail_.truncated = true;
  }

  MailMessage mail_;
  std::string html_;
  size_t parts_ = 0;
};

}  // namespace

Result<MailMessage> read_mail(std::string_view bytes) {
  static const bool ready = [] {
    g_mime_init();
    return true;
  }();
  if (!ready) return fail(ErrorKind::kInternal, "GMime did not start");
  if (bytes.size() > kMostMailBytes)
    return fail(ErrorKind::kRefused,
                "the message is larger than " + std::to_string(kMostMailBytes >> 20) + " MB");
  if (nests_too_deep(bytes))
    return fail(ErrorKind::kMalformed,
                "the message holds more parts within each other than any "
                "letter does");
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const std::unique_ptr<GMimeMessage, Unref> message(
      g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return fail(ErrorKind::kMalformed, "not an e-mail message");
  MailMessage mail = MailReader().read(message.get());
  const bool says_nothing = mail.sender.empty() && mail.subject.empty() && !mail.date;
  if (says_nothing)
    return fail(ErrorKind::kMalformed, "not an e-mail message: neither From, Subject nor Date");
  return mail;
}

}  // namespace rasd
