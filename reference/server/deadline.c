#include "server/deadline.h"

static uint64_t
phase_ms(const struct settings *settings, enum phase phase)
{
	switch (phase) {
	case PHASE_NONE:
		break;
	case PHASE_IDLE:
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

void
deadline_progress(struct deadline *deadline, const struct settings *settings,
	size_t len, uint64_t now_ms)
{
	uint64_t most = now_ms + settings->body_ms;

	if (deadline->phase != PHASE_BODY)
		return;
	deadline->at += len * UINT64_C(1000) / settings->body_rate;
	if (deadline->at > most)
		deadline->at = most;
}

uint64_t
deadline_at(const struct deadline *deadline)
{
	return deadline->phase == PHASE_NONE ? DEADLINE_NEVER : deadline->at;
}
