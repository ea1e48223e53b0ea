#pragma once
#include "web/page_context.h"

namespace rasd {

/// The pages, each in its own web/NAME_page.cpp. A page answers a GET or HEAD; the functions that
/// end in _post change something, and are only called with a right form token.

Result<HttpResponse> sign_in_page(Visit& visit);
Result<HttpResponse> sign_in_post(Visit& visit);
Result<HttpResponse> sign_out_post(Visit& visit);

/// "/" and "/digest/DAY".
Result<HttpResponse> today_page(Visit& visit);
/// "/digest/DAY/edit".
Result<HttpResponse> digest_edit_page(Visit& visit);
Result<HttpResponse> digest_edit_post(Visit& visit);
Result<HttpResponse> digest_approve_post(Visit& visit);
Result<HttpResponse> digest_correct_post(Visit& visit);

/// "/item/ID".
Result<HttpResponse> item_page(Visit& visit);
/// "/item/ID/archived": the bytes as fetched, as inert text or a download.
Result<HttpResponse> archived_page(Visit& visit);

/// "/inbox": observations received, and the form that takes one.
Result<HttpResponse> inbox_page(Visit& visit);
Result<HttpResponse> inbox_post(Visit& visit);
/// "/item/ID/step": what somebody did with an observation.
Result<HttpResponse> observation_step_post(Visit& visit);
/// "/item/ID/file?n=0": a file that came with it, as a download.
Result<HttpResponse> attachment_page(Visit& visit);
/// The part of the item page that an observation has more.
Result<void> put_observation(Visit& visit, View body, const std::string& item_id);

Result<HttpResponse> trends_page(Visit& visit);
/// "/pickup": who carried the organisation's statements of some days.
Result<HttpResponse> pickup_page(Visit& visit);

Result<HttpResponse> tag_page(Visit& visit);
Result<HttpResponse> tag_post(Visit& visit);
Result<HttpResponse> tag_undo_post(Visit& visit);
Result<HttpResponse> tag_draw_post(Visit& visit);
Result<HttpResponse> tag_export(Visit& visit);

Result<HttpResponse> search_page(Visit& visit);
Result<HttpResponse> sources_page(Visit& visit);
Result<HttpResponse> ledger_page(Visit& visit);
/// "/ledger/ID/bytes": what could not be read, as a download.
Result<HttpResponse> quarantined_bytes(Visit& visit);
Result<HttpResponse> admin_page(Visit& visit);

Result<HttpResponse> api_health(Visit& visit);
Result<HttpResponse> api_digest(Visit& visit);
Result<HttpResponse> api_report(Visit& visit);
Result<HttpResponse> api_ledger(Visit& visit);

/// The part of the path after `prefix` and before `suffix`.
std::string path_part(const HttpRequest& request, std::string_view prefix,
                      std::string_view suffix = {});

}  // namespace rasd
