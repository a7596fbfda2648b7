#include "h1/scan.h"

#include "h1/pass.h"
#include "h1/swar.h"

static const char *const names[] = {
	[H1_SCAN_PLAIN] = "plain",
	[H1_SCAN_SSE42] = "sse4.2",
	[H1_SCAN_AVX2] = "avx2",
	[H1_SCAN_AVX512] = "avx512",
	[H1_SCAN_NEON] = "neon",
};

/* What was compiled. */
static const struct h1_kernel *const kernels[H1_SCAN_COUNT] = {
	[H1_SCAN_PLAIN] = &h1_kernel_plain,
#if defined(__x86_64__)
	[H1_SCAN_SSE42] = &h1_kernel_sse42,
	[H1_SCAN_AVX2] = &h1_kernel_avx2,
	[H1_SCAN_AVX512] = &h1_kernel_avx512,
#elif defined(__aarch64__)
	[H1_SCAN_NEON] = &h1_kernel_neon,
#endif
};

/* Whether this machine can run it. */
static bool
can_run(enum h1_scan_kernel kernel)
{
#if defined(__x86_64__)
	bool bits = __builtin_cpu_supports("bmi") &&
		    __builtin_cpu_supports("bmi2") &&
		    __builtin_cpu_supports("popcnt");

	if (kernel == H1_SCAN_SSE42)
		return __builtin_cpu_supports("sse4.2");
	if (kernel == H1_SCAN_AVX2)
		return bits && __builtin_cpu_supports("avx2");
	if (kernel == H1_SCAN_AVX512)
		return bits && __builtin_cpu_supports("avx512bw") &&
		       __builtin_cpu_supports("avx512vl");
#endif
	return kernels[kernel] != NULL;
}

bool
h1_scan_use(enum h1_scan_kernel kernel)
{
	if (!can_run(kernel))
		return false;
	atomic_store_explicit(&h1_kernel_used, kernels[kernel],
		memory_order_relaxed);
	return true;
}

/* --- the first use chooses ---------------------------------------------- */

static const struct h1_kernel *
choose(void)
{
	unsigned best = H1_SCAN_COUNT;

	do
		best--;
	while (!h1_scan_use((enum h1_scan_kernel)best));
	return h1_kernel();
}

static void
first_pass(struct h1_pass *pass)
{
	choose()->pass(pass);
}

static const uint8_t *
first_text(const uint8_t *at, const uint8_t *end)
{
	return choose()->text(at, end);
}

static const struct h1_kernel first = {first_pass, first_text};

_Atomic(const struct h1_kernel *) h1_kernel_used = &first;

enum h1_scan_kernel
h1_scan_kernel(void)
{
	const struct h1_kernel *k = h1_kernel();
	unsigned i = 0;

	if (k == &first)
		k = choose();
	while (kernels[i] != k)
		i++;
	return (enum h1_scan_kernel)i;
}

const char *
h1_scan_name(enum h1_scan_kernel kernel)
{
	return names[kernel];
}

const uint8_t *
h1_scan_text(const uint8_t *at, const uint8_t *end)
{
	/* what arrives in small pieces is not worth a kernel */
	if (end - at < 64)
		return h1_swar_text(at, end);
	return h1_kernel()->text(at, end);
}

const uint8_t *
h1_scan_while(const uint8_t *at, const uint8_t *end, uint32_t classes)
{
	while (at != end && h1_octet_is(*at, classes))
		at++;
	return at;
}

const uint8_t *
h1_scan_until(const uint8_t *at, const uint8_t *end, uint32_t classes)
{
	while (at != end && !h1_octet_is(*at, classes))
		at++;
	return at;
}
