using System.Net;
using System.Text;
using ClinSeek.Peers.FunctionsHost.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Peers.FunctionsHost.Tests.Front;

/// <summary>HTTP functions as their callers meet them: keys, routes and the three ways a request can reach a handler.</summary>
public sealed class FrontEndTests
{
    private static readonly object Output = new { name = "res", type = "http", direction = "out" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_Keys_OpenWhatTheyShould()
    {
        await using HostedHandler run = await StartAsync(Handler(), static handler => handler.Answer("F", Said("ok")).Answer("G", Said("ok")), ("F", "function"), ("G", "anonymous"));
        using var client = new HttpClient { BaseAddress = run.Host.Address };

        (await client.GetAsync("api/F", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync("api/F?code=wrong", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync("api/F?code=" + run.Host.Keys.OfFunction("G"), Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await client.GetAsync("api/F?code=" + run.Host.Keys.OfFunction("F"), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("api/F?code=" + run.Host.Keys.Host, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("api/G", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        run.Handler.Count("F").ShouldBe(2);
    }

    [Fact]
    public async Task Call_UnknownRouteOrMethod_Is404()
    {
        await using HostedHandler run = await StartAsync(Handler(), static handler => handler.Answer("F", Said("ok")), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();

        (await client.GetAsync("api/nothing", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.DeleteAsync("api/F", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Call_EnvelopeAnswer_BecomesStatusHeadersAndBody()
    {
        await using HostedHandler run = await StartAsync(
            Handler(), static handler => handler.Answer("F", """{"Outputs":{"res":{"statusCode":"201","headers":{"X-A":"b","Content-Type":"text/x"},"body":"abcd"}}}"""), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();

        using HttpResponseMessage answer = await client.GetAsync("api/F", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.GetValues("X-A").ShouldBe(["b"]);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/x");
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldBe("abcd");
    }

    [Fact]
    public async Task Call_ArrayBody_IsPrintedAsATypeName()
    {
        await using HostedHandler run = await StartAsync(Handler(), static handler => handler.Answer("F", """{"Outputs":{"res":{"statusCode":200,"body":[1]}}}"""), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();

        (await client.GetStringAsync("api/F", Stop)).ShouldStartWith("System.Collections");
    }

    [Fact]
    public async Task Call_FailedFunction_Is500WithoutItsBody()
    {
        await using HostedHandler run = await StartAsync(Handler(), static handler => handler.Answer("F", "the patient's name", status: 400), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();

        using HttpResponseMessage answer = await client.GetAsync("api/F?secret=1", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldBeEmpty();
        run.Host.Log.Lines.ShouldNotContain(static line => line.Contains("secret") || line.Contains("patient"));
    }

    [Fact]
    public async Task Proxy_Request_ReachesTheHandlerAsItWas()
    {
        await using HostedHandler run = await StartAsync(Handler(proxying: true), static handler => handler.Answer("api/F", static context =>
        {
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return context.Response.WriteAsync("as I said");
        }), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/F?a=b%20c") { Content = new StringContent("text", Encoding.UTF8, "text/plain") };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Host = "an-app.example.org";

        using HttpResponseMessage answer = await client.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe((HttpStatusCode)StatusCodes.Status418ImATeapot);
        Received seen = run.Handler.Requests.Single(static received => received.Path.StartsWith("/api/F", StringComparison.Ordinal));
        seen.Path.ShouldBe("/api/F?a=b%20c");
        seen.Body.ShouldBe("text");
        seen.Headers["Host"].ShouldBe("an-app.example.org");
        seen.Headers.Keys.ShouldContain("X-Azure-Functions-InvocationId");
    }

    [Fact]
    public async Task Proxy_Stream_ArrivesPieceByPiece()
    {
        var more = new TaskCompletionSource();
        await using HostedHandler run = await StartAsync(Handler(proxying: true), handler => handler.Answer("api/F", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await more.Task;
            await context.Response.WriteAsync("data: 2\n\n");
        }), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();

        using var reader = new StreamReader(await client.GetStreamAsync("api/F", Stop));
        (await reader.ReadLineAsync(Stop)).ShouldBe("data: 1");
        more.SetResult();

        (await reader.ReadToEndAsync(Stop)).ShouldContain("data: 2");
    }

    [Fact]
    public async Task Forward_ChunkedRequest_LosesItsBody()
    {
        await using HostedHandler run = await StartAsync(Handler(forwarding: true), static handler => handler.Answer("api/F", static context => context.Response.WriteAsync("ok")), ("F", "function"));
        using HttpClient client = run.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/F") { Content = new StringContent("text") };
        request.Headers.TransferEncodingChunked = true;

        await client.SendAsync(request, Stop);
        await client.PostAsync("api/F", new StringContent("text"), Stop);

        run.Handler.Requests.Where(static received => received.Path == "/api/F").Select(static received => received.Body).ShouldBe(["", "text"]);
    }

    [Fact]
    public async Task Proxy_FunctionWithADurableClient_StaysAnEnvelope()
    {
        TemporaryApp app = new TemporaryApp(Handler(proxying: true)).WithFunction(
            "F", Trigger("F", "function"), new { name = "client", type = "durableClient", direction = "in" }, Output);
        await using HostedHandler run = await HostedHandler.StartAsync(app, static handler => handler.Answer("F", Said("enveloped")));
        using HttpClient client = run.Host.CreateClient();

        (await client.GetStringAsync("api/F", Stop)).ShouldBe("enveloped");
    }

    [Fact]
    public async Task EventGrid_Webhook_ValidatesAndDelivers()
    {
        TemporaryApp app = new TemporaryApp().WithFunction("E", new { name = "happened", type = "eventGridTrigger", direction = "in" });
        await using HostedHandler run = await HostedHandler.StartAsync(app, static handler => handler.Answer("E", "{}"));
        using HttpClient client = run.Host.CreateClient(run.Host.Keys.EventGridSystem);
        client.DefaultRequestHeaders.Add("aeg-event-type", "SubscriptionValidation");
        string address = "runtime/webhooks/eventgrid?functionName=E";

        using HttpResponseMessage validated = await client.PostAsync(address, new StringContent("""[{"data":{"validationCode":"512"}}]"""), Stop);
        (await validated.Content.ReadAsStringAsync(Stop)).ShouldBe("""{"validationResponse":"512"}""");

        client.DefaultRequestHeaders.Remove("aeg-event-type");
        (await client.PostAsync(address, new StringContent("""[{"id":"1","data":{}},{"id":"2","data":{}}]"""), Stop)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        run.Handler.Count("E").ShouldBe(2);
    }

    private static object Handler(bool proxying = false, bool forwarding = false) => new
    {
        description = new { defaultExecutablePath = "dotnet" },
        enableProxyingHttpRequest = proxying,
        enableForwardingHttpRequest = forwarding,
    };

    private static string Said(string body) => """{"Outputs":{"res":{"statusCode":200,"body":"BODY"}}}""".Replace("BODY", body, StringComparison.Ordinal);

    private static object Trigger(string name, string level) => new { name = "req", type = "httpTrigger", direction = "in", authLevel = level, methods = (string[])["get", "post"], route = name };

    private static Task<HostedHandler> StartAsync(object customHandler, Action<ScriptedHandler> script, params (string Name, string Level)[] functions) =>
        HostedHandler.StartAsync(functions.Aggregate(new TemporaryApp(customHandler), static (app, function) => app.WithFunction(function.Name, Trigger(function.Name, function.Level), Output)), script);
}
