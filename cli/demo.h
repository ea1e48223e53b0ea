#pragma once
#include <cstdint>
#include <string>

namespace rasd {

/// `rasd demo --serve-only`: the demonstration newsroom alone, until interrupted.
struct DemoOptions {
  uint16_t port = 8101;  ///< the first outlet's; the other thirteen follow. 0: any free ones
  uint64_t seed = 1;
  std::string day;  ///< the last day, "2026-11-24"; empty: today in Asia/Amman
  int days = 60;
  std::string folder;  ///< where truth.json and observations.csv go; empty: nowhere
  bool live = false;   ///< hide what is not yet published by the machine's clock
};

/// Serves the demonstration newsroom, prints its addresses on standard output, and returns on
/// SIGINT or SIGTERM. Returns 0, 2 for a bad day, 4 when a port is taken or the folder cannot be
/// written.
int run_demo_server(const DemoOptions& options);

}  // namespace rasd
