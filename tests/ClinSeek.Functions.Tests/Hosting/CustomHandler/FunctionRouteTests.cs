using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.Hosting.CustomHandler;
using ClinSeek.Functions.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>An endpoint that steers the engine works under the Functions host only if it has a function of its own.</summary>
public sealed class FunctionRouteTests
{
    // Taking up all cases at once is the timer's work there.
    private static readonly string[] LocalOnly = ["POST /api/cases/resume"];

    [Fact]
    public async Task Endpoints_ThatChangeSomething_HaveAFunctionEach()
    {
        using var folder = new TemporaryFolder();
        using HandlerServer server = await HandlerServer.ListenAsync(0, TestContext.Current.CancellationToken);
        await using WebApplication app = HandlerHost.Build(
            server, new ClinSeekOptions { Data = folder["data"], KeyFile = folder["keys.json"] }, new ConfigurationBuilder().Build());
        IEnumerable<string> endpoints = ((IEndpointRouteBuilder)app).DataSources
            .SelectMany(static source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(static method => method is not ("GET" or "HEAD"))
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));

        endpoints.Except(LocalOnly).ShouldBe(Functions(), ignoreOrder: true);
    }

    private static IEnumerable<string> Functions() => CaseFunctions.Create().Functions
        .Where(static function => function.Kind == FunctionKind.Http)
        .Select(static function => function.Bindings[0].Settings.ToDictionary(static setting => setting.Key, static setting => setting.Value))
        .SelectMany(static trigger => ((string[])trigger["methods"]).Select(method => $"{method.ToUpperInvariant()} /{CaseFunctions.RoutePrefix}/{trigger["route"]}"));
}
