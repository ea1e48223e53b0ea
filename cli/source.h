#pragma once
#include <string>
#include <vector>

#include "cli/command.h"

namespace rasd {

struct SourceCommand {
  std::string what;  ///< the id of a configured source, or an address
  std::string file;  ///< OPML to read or write; empty: standard input or output
  std::string to;    ///< TOML file that takes new sources; empty: the configuration's first
  std::string id, name;
  bool local = false;    ///< loopback and private addresses are allowed
  bool dry_run = false;  ///< say what would be written, and write nothing
};

/// `rasd source list`: every configured source, and how far it was reached in the last day.
int run_source_list(const CommonOptions& common);

/// `rasd source add URL`: looks for feeds and sitemaps that the site names, links to or keeps in
/// the usual places, says what it found, and writes the best as a [[source]].
int run_source_add(const CommonOptions& common, const SourceCommand& command);

/// `rasd source test ID|URL`: fetches once and says what would be taken in; stores nothing.
int run_source_test(const CommonOptions& common, const SourceCommand& command);

/// `rasd source import FILE`: the feeds of an OPML file that are not watched yet.
int run_source_import(const CommonOptions& common, const SourceCommand& command);
/// `rasd source export [FILE]`: the configured feeds as OPML 2.0.
int run_source_export(const CommonOptions& common, const SourceCommand& command);

}  // namespace rasd
