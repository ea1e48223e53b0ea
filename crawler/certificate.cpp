#include "crawler/certificate.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>

namespace rasd {
namespace {

constexpr std::string_view kExpires = "Expire date:";

}  // namespace

Result<Instant> certificate_end(const std::string& url, std::chrono::seconds patience) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                 curl_easy_cleanup);
  if (!easy) return fail(ErrorKind::kInternal, "libcurl cannot start");
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_CERTINFO, 1L);
  // Nothing is sent or believed here: what counts is the date of whatever certificate is shown.
  curl_easy_setopt(easy.get(), CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(easy.get(), CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, static_cast<long>(patience.count()));
  if (const CURLcode code = curl_easy_perform(easy.get()); code != CURLE_OK)
    return fail(ErrorKind::kTemporary, curl_easy_strerror(code));
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(easy.get(), CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr ||
      chain->num_of_certs == 0)
    return fail(ErrorKind::kMalformed, "the server showed no certificate");
  for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
    const std::string_view text(line->data);
    if (!text.starts_with(kExpires)) continue;
    const time_t end = curl_getdate(line->data + kExpires.size(), nullptr);
    if (end > 0) return Instant{std::chrono::seconds{end}};
  }
  return fail(ErrorKind::kMalformed, "the certificate has no readable end");
}

}  // namespace rasd
