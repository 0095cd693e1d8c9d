-- One claim of the ledger, drawn evenly.
local n = CLAIMS
request = function() return wrk.format("GET", "/api/v1/claims/" .. math.random(1, n)) end
