-- Whether a call may leave, and when. Times are microseconds of Redis' clock.
--
-- KEYS: the windows of its kind of call; the window of its receiver, if that is limited.
-- ARGV: how far ahead a departure may be granted; how long the answer takes, less than that; how many windows there are; spacing, slack
-- and period of each, the receiver's last.
-- Gives {0, when, now}: it counts as having left then. {1, wait, now}: no room. {2, wait, now}: none for its receiver.

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local horizon, takes, windows = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function text(number)
    return string.format('%.0f', number)
end

local function pace(window)
    local at = 3 * window
    return tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
end

local state = redis.call('HMGET', KEYS[1], 'since', 'paused', '1', '2', '3')
local since = tonumber(state[1]) or now
if since > now then
    -- the clock was set back
    since = now
end
local leave = now + takes
local paused = tonumber(state[2]) or 0
-- no pause is longer than this, unless the clock was set back
if paused > leave and paused <= now + 600000000 then
    leave = paused
end

local next = {}
for window = 1, windows do
    local spacing, slack = pace(window)
    -- what is not known, or cannot be, counts as full: all that was ever granted has left by then
    local full = now + horizon + slack
    local at = tonumber(state[window + 2]) or full
    if at > full + spacing then
        at = full
    end
    next[window] = at
    if at - slack > leave then
        leave = at - slack
    end
end
if not state[1] then
    redis.call('HSET', KEYS[1], 'since', text(now))
    for window = 1, windows do
        redis.call('HSET', KEYS[1], window, text(next[window]))
    end
    redis.call('PEXPIRE', KEYS[1], 2592000000)
end
if leave > now + horizon then
    -- ask again when some of what is ahead has room again
    return { 1, text(leave - now - horizon / 2), text(now) }
end

if KEYS[2] then
    local spacing, slack, period = pace(windows + 1)
    local held = redis.call('HMGET', KEYS[2], 'next', 'paused')
    local full = now + horizon + slack
    local at = tonumber(held[1])
    if not at then
        -- it may have been lost with all else
        at = now
        if now - since < 1.12 * period + horizon then
            at = full
        end
    elseif at > full + spacing then
        at = full
    end
    local room = at - slack
    local receiver_paused = tonumber(held[2]) or 0
    if receiver_paused > room and receiver_paused <= now + 600000000 then
        room = receiver_paused
    end
    if room > leave then
        return { 2, text(room - now), text(now) }
    end
    at = math.max(at, leave) + spacing
    redis.call('HSET', KEYS[2], 'next', text(at))
    redis.call('PEXPIRE', KEYS[2], text((at - now + 2 * period) / 1000 + 1000))
end

for window = 1, windows do
    redis.call('HSET', KEYS[1], window, text(math.max(next[window], leave) + pace(window)))
end
redis.call('PEXPIRE', KEYS[1], 2592000000)
return { 0, text(leave), text(now) }
