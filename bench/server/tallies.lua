-- What people look at while a war is on: the months of the year in the places that are fought over.
local places = { "Aleppo", "Idlib", "Latakia", "Homs", "Hama", "Daraa", "Raqqa" }
request = function()
    local month = math.random(1, 10)
    return wrk.format("GET", string.format("/api/v1/tallies?place=%s+Governorate&since=2016-%02d-01&until=2016-%02d-28&figures=false", places[math.random(#places)], month, month))
end
