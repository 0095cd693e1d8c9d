-- A window of 30 days that begins on any day of five years, in one of seven places: hardly any answer is known.
local places = { "Aleppo", "Idlib", "Latakia", "Homs", "Hama", "Daraa", "Raqqa" }
local seed = 0
function setup(thread) seed = seed + 1; thread:set("seed", seed) end
function init() math.randomseed(os.time() + seed * 7919) end
request = function()
    local day = os.time({ year = 2012, month = 1, day = 1, hour = 12 }) + math.random(0, 1800) * 86400
    return wrk.format("GET", string.format("/api/v1/tallies?place=%s+Governorate&since=%s&until=%s&figures=false", places[math.random(#places)],
        os.date("!%Y-%m-%d", day), os.date("!%Y-%m-%d", day + 29 * 86400)))
end
