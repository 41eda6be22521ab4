using System.Text;
using ClinSeek.Peers.FunctionsHost.Apps;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>A caller's request as a handler sees it in an envelope.</summary>
internal static class HttpRequestValue
{
    private const string AuthLevelClaim = "http://schemas.microsoft.com/2017/07/functions/claims/authlevel";

    public static async Task<(JObject Value, Dictionary<string, object?> Binding)> ReadAsync(HttpRequest request, string level)
    {
        var value = new JObject
        {
            ["Url"] = request.GetDisplayUrl(),
            ["Method"] = request.Method,
            ["Query"] = Joined(request.Query.Select(static pair => (pair.Key, string.Join(',', pair.Value.ToArray())))),
            ["Headers"] = new JObject(request.Headers.Select(static header => new JProperty(header.Key, new JArray(header.Value.Select(static value => new JValue(value)))))),
            ["Params"] = Joined(request.RouteValues.Select(static pair => (pair.Key, pair.Value?.ToString() ?? ""))),
            ["Identities"] = new JArray(Identity(level)),
        };
        if (await BodyAsync(request) is { } body)
        {
            value["Body"] = body;
        }

        var binding = new Dictionary<string, object?>();
        foreach ((string name, object? parameter) in request.RouteValues)
        {
            binding[name] = parameter?.ToString();
        }

        binding["Query"] = value["Query"];
        binding["Headers"] = Joined(request.Headers.Select(static header => (header.Key, string.Join(',', header.Value.ToArray()))));
        return (value, binding);
    }

    /// <summary>There is a body only where the caller said how long it is.</summary>
    private static async Task<string?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength is not > 0)
        {
            return null;
        }

        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        bool isBinary = request.ContentType is { } type
            && (type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));
        return isBinary ? Convert.ToBase64String(bytes.ToArray()) : Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static JObject Identity(string level) => new()
    {
        ["AuthenticationType"] = "WebJobsAuthLevel",
        ["IsAuthenticated"] = true,
        ["Actor"] = null,
        ["BootstrapContext"] = null,
        ["Claims"] = new JArray(new JObject
        {
            ["Issuer"] = "LOCAL AUTHORITY",
            ["OriginalIssuer"] = "LOCAL AUTHORITY",
            ["Properties"] = new JObject(),
            ["Type"] = AuthLevelClaim,
            ["Value"] = level,
            ["ValueType"] = "http://www.w3.org/2001/XMLSchema#string",
        }),
        ["Label"] = null,
        ["Name"] = null,
        ["NameClaimType"] = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        ["RoleClaimType"] = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    };

    private static JObject Joined(IEnumerable<(string Name, string Value)> pairs) => new(pairs.Select(static pair => new JProperty(pair.Name, pair.Value)));
}
