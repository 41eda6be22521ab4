using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting.CustomHandler;

/// <summary>The functions of the app. Their function.json files are written from this at publish.</summary>
internal static class CaseFunctions
{
    /// <summary>
    /// What the host puts before every route, as host.json says. It keeps callers' addresses apart from the functions' own,
    /// which only the host may invoke.
    /// </summary>
    public const string RoutePrefix = "api";

    public static FunctionRegistry Create() => new FunctionRegistry()
        .AddDurable(CaseRegistrations.Create())
        .AddProxy("Api", "{*path}", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
}
