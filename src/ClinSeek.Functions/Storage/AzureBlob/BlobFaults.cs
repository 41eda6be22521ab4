using System.Globalization;
using Azure;
using ClinSeek.Functions.Storage.Http;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>Puts what a blob service refuses into words that name cause and remedy, and hold no secret.</summary>
internal sealed class BlobFaults(BlobAddress address, string container, TimeProvider time)
{
    // What the service tolerates between its clock and the date that was signed.
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(15);

    /// <summary>An answer that is an error.</summary>
    /// <param name="doing">What was tried, as the beginning of a sentence.</param>
    /// <param name="response">The answer.</param>
    public StorageException From(string doing, Response response)
    {
        string code = Header(response, "x-ms-error-code") ?? string.Create(CultureInfo.InvariantCulture, $"status {response.Status}");
        string request = Header(response, "x-ms-request-id") is { } id ? $"; request {id}" : "";
        return new StorageException($"{doing} failed: {Explain(code, response)} ({code}{request})");
    }

    private string Explain(string code, Response response) => response.Status switch
    {
        401 or 403 when Skew(response) is { } skew && skew.Duration() > Tolerated => Skewed(skew),
        _ when code is "AuthenticationFailed" && address.Key is not null =>
            $"the account key is not the one of account '{address.Account}'. Put the present key into Storage__ConnectionString.",
        401 or 403 when code is "AuthorizationPermissionMismatch" or "InsufficientAccountPermissions" =>
            $"this identity may not do that. Give it the role «Storage Blob Data Contributor» on the container '{container}' of {address}.",
        401 or 403 when code is "AuthorizationFailure" => address.Key is null
            ? $"the account refuses this machine or identity. Check the network rules of {address} and the identity's roles."
            : $"the account key is not the one of account '{address.Account}', or the account refuses this machine. Put the present key into Storage__ConnectionString, and check the account's network rules.",
        401 or 403 when code is "KeyBasedAuthenticationNotPermitted" =>
            "the account takes no keys. Use Storage__BlobServiceUri, which proves the identity by Microsoft Entra ID.",
        401 or 403 => $"{address} does not take this identity. Check Storage__BlobServiceUri or Storage__ConnectionString, and the identity's roles.",
        404 when code is "ContainerNotFound" =>
            $"there is no container '{container}' at {address}. Restore it (deleted containers can be kept for some days), or name another one (Storage__Container).",
        404 => $"there is no such thing at {address}. Check Storage__BlobServiceUri or Storage__ConnectionString.",
        409 when code is "ContainerBeingDeleted" => $"the container '{container}' is being deleted. Restore it, or name another one (Storage__Container).",
        409 when code is "InvalidBlobType" =>
            "a ledger or its checkpoints lie there as a blob of another type. Ledgers are append blobs: copy them with a tool that keeps the type.",
        409 when code is "BlobImmutableDueToPolicy" => "a policy of the container forbids it. Allow appends to append blobs in its immutability policy.",
        409 or 412 when code.StartsWith("Lease", StringComparison.Ordinal) => "somebody holds a lease on the blob. Break the lease; ClinSeek takes none.",
        408 or 429 or >= 500 => ServiceCalls.WhyNotNow(response),
        _ => $"{address} refuses it.",
    };

    private static string Skewed(TimeSpan skew) => string.Create(
        CultureInfo.InvariantCulture,
        $"this machine's clock is {skew.Duration().TotalMinutes:0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the service's, which takes 15. Set the clock (NTP).");

    private TimeSpan? Skew(Response response) => response.Headers.Date is { } there ? time.GetUtcNow() - there : null;

    private static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out string? value) ? value : null;
}
