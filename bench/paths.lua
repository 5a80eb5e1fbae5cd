-- Walks a list of paths, one a line in the file PATHS, with the Host header HOST: no two requests in a row ask for the same page.
local paths, next_path = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local headers = { Host = os.getenv("HOST"), ["Accept-Encoding"] = os.getenv("ENCODING") or "identity" }

function request()
  next_path = next_path % #paths + 1
  return wrk.format("GET", paths[next_path], headers)
end

-- One line that script/bench reads: requests, failed, seconds, p50, p99 (ms), bytes.
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f %d\n", summary.requests, failed, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.bytes))
end
