#pragma once
#include "cli/command.h"

namespace rasd {

/// `rasd watch`: looks over the organisation's own sites once (availability, certificate, changed
/// pages, broken links) and keeps what it saw in DATA/watch/ID.json for the next time. Exit code 3
/// when a site is down, a certificate ends within three weeks, or a link is broken.
int run_watch(const CommonOptions& common);

}  // namespace rasd
