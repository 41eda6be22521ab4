using Microsoft.AspNetCore.Http;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>Where a caller puts its key.</summary>
internal static class CallerKey
{
    public static string? Of(HttpRequest request) => (string?)request.Headers["x-functions-key"] ?? (string?)request.Query["code"];
}
