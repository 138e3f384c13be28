/* What libcurl says of a transfer that failed, in our own words. */
#ifndef NET_CURL_FAULT_H
#define NET_CURL_FAULT_H

#include "net/fault.h"
#include "record.h"

#include <curl/curl.h>

/* `verified` is CURLINFO_SSL_VERIFYRESULT, `message` what CURLOPT_ERRORBUFFER got. *tls is TLS_NONE
 * unless FAULT_TLS is given. */
enum fault curl_fault(CURLcode code, long verified, const char *message, enum tls_fault *tls);

/* What is wrong with a certificate, by what its verification says (X509_V_…). */
enum tls_fault tls_fault_of_certificate(long verified);

#endif
