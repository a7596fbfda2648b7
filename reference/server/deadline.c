#include "server/deadline.h"

static uint64_t
phase_ms(const struct settings *settings, enum phase phase)
{
	switch (phase) {
	case PHASE_NONE:
		break;
	case PHASE_IDLE:
	case PHASE_ANSWER:
		return settings->idle_ms;
	case PHASE_HEADER:
		return settings->header_ms;
	case PHASE_BODY:
		return settings->body_ms;
	case PHASE_LINGER:
		return settings->linger_ms;
	}
	return 0;
}

void
deadline_enter(struct deadline *deadline, const struct settings *settings,
	enum phase phase, uint64_t message, uint64_t now_ms)
{
	if (deadline->phase == phase && deadline->message == message)
		return;
	deadline->phase = phase;
	deadline->message = message;
	deadline->at = now_ms + phase_ms(settings, phase);
}

uint64_t
deadline_bought(uint64_t at, size_t len, uint64_t rate, uint64_t time_out_ms,
	uint64_t now_ms)
{
	uint64_t most = now_ms + time_out_ms;

	at += len * UINT64_C(1000) / rate;
	return at < most ? at : most;
}

void
deadline_progress(struct deadline *deadline, const struct settings *settings,
	size_t len, uint64_t now_ms)
{
	if (deadline->phase == PHASE_BODY)
		deadline->at = deadline_bought(deadline->at, len,
			settings->body_rate, settings->body_ms, now_ms);
}

uint64_t
deadline_at(const struct deadline *deadline)
{
	return deadline->phase == PHASE_NONE ? DEADLINE_NEVER : deadline->at;
}
