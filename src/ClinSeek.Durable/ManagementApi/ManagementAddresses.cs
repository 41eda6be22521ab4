using Microsoft.AspNetCore.Http;

namespace ClinSeek.Durable.ManagementApi;

/// <summary>The addresses of an instance, as the answers name them: under the host that was called, with the hub and key of the call.</summary>
internal sealed class ManagementAddresses(HttpRequest request)
{
    private static readonly string[] Kept = ["taskHub", "connection", "code"];

    private readonly string instances = $"{request.Scheme}://{request.Host}{request.PathBase}{DurableManagementEndpoints.BasePath}/instances/";
    private readonly string query = string.Join('&', Kept.Where(request.Query.ContainsKey).Select(name => $"{name}={Uri.EscapeDataString(request.Query[name].ToString())}"));

    public string Status(string instanceId) => Of(instanceId, "", ManagementRequest.Flag(request, "returnInternalServerErrorOnFailure", otherwise: false)
        ? "returnInternalServerErrorOnFailure=true" : "");

    public string SendEvent(string instanceId) => Of(instanceId, "/raiseEvent/{eventName}");

    public string Terminate(string instanceId) => Of(instanceId, "/terminate", "reason={text}");

    public string Suspend(string instanceId) => Of(instanceId, "/suspend", "reason={text}");

    public string Resume(string instanceId) => Of(instanceId, "/resume", "reason={text}");

    public string Restart(string instanceId) => Of(instanceId, "/restart");

    public string Purge(string instanceId) => Of(instanceId, "");

    private string Of(string instanceId, string operation, string parameter = "")
    {
        var parameters = string.Join('&', new[] { parameter, query }.Where(part => part.Length > 0));
        return $"{instances}{Uri.EscapeDataString(instanceId)}{operation}{(parameters.Length == 0 ? "" : "?")}{parameters}";
    }
}
