using System.Text;
using System.Text.Json;
using ClinSeek.Durable;
using ClinSeek.Peers.FunctionsHost.Invocations;
using ClinSeek.Peers.FunctionsHost.Tests.Testing;

namespace ClinSeek.Peers.FunctionsHost.Tests.Invocations;

/// <summary>Envelopes as they arrive at a handler.</summary>
public sealed class EnvelopeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoke_Timer_SendsTheHostsHeadersInChunksWithoutLength()
    {
        await using HostedHandler run = await HostedHandler.StartAsync(new TemporaryApp().WithTimer("Tick"), static handler => handler.Answer("Tick", "{}"));

        await run.Host.Triggers.FireTimerAsync("Tick", isPastDue: true, cancellationToken: Stop);

        Received request = run.Handler.Last("Tick");
        request.ContentLength.ShouldBeNull();
        request.Headers["Transfer-Encoding"].ShouldBe("chunked");
        request.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        request.Headers["User-Agent"].ShouldStartWith("Azure-Functions-Host/");
        Guid.TryParse(request.Headers["X-Azure-Functions-InvocationId"], out _).ShouldBeTrue();
        request.Headers.Keys.ShouldContain("traceparent");
        request.Data("timer").GetProperty("IsPastDue").GetBoolean().ShouldBeTrue();
        request.Metadata.GetProperty("sys").GetProperty("MethodName").GetString().ShouldBe("Tick");
        request.Metadata.EnumerateObject().Select(static member => member.Name).ShouldBe(["sys"]);
    }

    [Fact]
    public async Task Invoke_QueueMessage_CopiesItsMembersToMetadata()
    {
        await using HostedHandler run = await HostedHandler.StartAsync(
            new TemporaryApp().WithFunction("Q", new { name = "item", type = "queueTrigger", direction = "in", queueName = "q" }), static handler => handler.Answer("Q", "{}"));

        await run.Host.Triggers.FireQueueAsync("Q", Convert.ToBase64String("""{"a":"b","n":1,"l":[1],"x":null}"""u8), cancellationToken: Stop);

        Received request = run.Handler.Last("Q");
        request.Text("item").ShouldBe("""{"a":"b","n":1,"l":[1],"x":null}""");
        request.Metadata.GetProperty("a").GetString().ShouldBe("\"b\"");
        request.Metadata.GetProperty("n").GetString().ShouldBe("\"1\"");
        request.Metadata.GetProperty("DequeueCount").GetString().ShouldBe("1");
        string[] names = [.. request.Metadata.EnumerateObject().Select(static member => member.Name)];
        names.ShouldNotContain("l");
        names.ShouldNotContain("x");
        names.ShouldNotContain("QueueTrigger");
    }

    [Fact]
    public async Task Invoke_EventGridEvent_IsAnObject()
    {
        await using HostedHandler run = await HostedHandler.StartAsync(
            new TemporaryApp().WithFunction("E", new { name = "happened", type = "eventGridTrigger", direction = "in" }), static handler => handler.Answer("E", "{}"));

        await run.Host.Triggers.FireEventGridAsync("E", """{"id":"1","data":{"k":"v"},"eventTime":"2026-01-02T03:04:05.678Z"}""", Stop);

        Received request = run.Handler.Last("E");
        request.Data("happened").GetProperty("eventTime").GetString().ShouldBe("2026-01-02T03:04:05.678Z");
        request.Metadata.GetProperty("data").GetProperty("k").GetString().ShouldBe("v");
    }

    [Fact]
    public async Task Invoke_HttpRequest_CarriesWhatTheCallerSent()
    {
        await using HostedHandler run = await StartHttpAsync();
        using HttpClient client = run.Host.CreateClient();

        await client.PostAsync("api/things/7?a=1&a=2", new StringContent("""{"x":1}""", Encoding.UTF8, "application/json"), Stop);

        JsonElement request = run.Handler.Last("H").Data("req");
        request.GetProperty("Method").GetString().ShouldBe("POST");
        request.GetProperty("Url").GetString().ShouldBe(new Uri(run.Host.Address, "api/things/7?a=1&a=2").ToString());
        request.GetProperty("Query").GetProperty("a").GetString().ShouldBe("1,2");
        request.GetProperty("Params").GetProperty("id").GetString().ShouldBe("7");
        request.GetProperty("Headers").GetProperty("Content-Type")[0].GetString().ShouldBe("application/json; charset=utf-8");
        request.GetProperty("Body").GetString().ShouldBe("""{"x":1}""");
        run.Handler.Last("H").Metadata.GetProperty("id").GetString().ShouldBe("\"7\"");
    }

    [Fact]
    public async Task Invoke_ChunkedHttpRequest_HasNoBody()
    {
        await using HostedHandler run = await StartHttpAsync();
        using HttpClient client = run.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/things/7") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        await client.SendAsync(request, Stop);

        run.Handler.Last("H").Data("req").TryGetProperty("Body", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Invoke_BinaryHttpBody_IsBase64()
    {
        await using HostedHandler run = await StartHttpAsync();
        using HttpClient client = run.Host.CreateClient();
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = new("application/octet-stream");

        await client.PostAsync("api/things/7", content, Stop);

        run.Handler.Last("H").Data("req").GetProperty("Body").GetString().ShouldBe("AQID");
    }

    [Fact]
    public async Task Invoke_DurableClient_GivesAddressAndKey()
    {
        await using HostedHandler run = await StartHttpAsync();
        using HttpClient client = run.Host.CreateClient();

        await client.PostAsync("api/things/7", null, Stop);

        JsonElement binding = JsonDocument.Parse(run.Handler.Last("H").Text("client")!).RootElement;
        binding.GetProperty("taskHubName").GetString().ShouldBe("SmallHub");
        binding.GetProperty("httpBaseUrl").GetString().ShouldBe(new Uri(run.Host.Address, "runtime/webhooks/durabletask").ToString());
        binding.GetProperty("requiredQueryStringParameters").GetString().ShouldStartWith("code=");
        binding.GetProperty("baseUrl").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("input", true)]
    [InlineData("inputTrigger", false)]
    public async Task Invoke_Activity_CopiesItsInputUnlessTheNameEndsWithTrigger(string parameter, bool copied)
    {
        await using HostedHandler run = await HostedHandler.StartAsync(
            new TemporaryApp().WithOrchestrator("O").WithActivity("A", parameter), static handler => handler
                .Orchestrator("O", static context => context.CallActivityAsync<int>("A", new { number = 1e5, name = "x", list = new[] { 1 } }))
                .Answer("A", """{"ReturnValue":1}"""));

        (await run.RunAsync("O")).Output.ShouldBe("1");

        Received request = run.Handler.Last("A");
        request.Text(parameter).ShouldBe("""{"number":100000,"name":"x","list":[1]}""");
        request.Metadata.GetProperty("instanceId").GetString().ShouldStartWith("\"");
        request.Metadata.GetProperty("data").GetProperty("name").GetString().ShouldBe("x");
        request.Metadata.GetProperty("name").GetString().ShouldBe("\"x\"");
        request.Metadata.TryGetProperty(parameter, out _).ShouldBe(copied);
    }

    [Fact]
    public async Task Invoke_EmptyAnswer_HangsUntilTheFunctionTimeout()
    {
        await using HostedHandler run = await HostedHandler.StartAsync(
            new TemporaryApp().WithTimer("Tick"), static handler => handler.Answer("Tick", ""), configure: static options => options with { FunctionTimeout = TimeSpan.FromMilliseconds(300) });

        await Should.ThrowAsync<FunctionTimeoutException>(run.Host.Triggers.FireTimerAsync("Tick", cancellationToken: Stop));
    }

    [Fact]
    public async Task Invoke_Redirect_IsFollowed()
    {
        await using HostedHandler run = await HostedHandler.StartAsync(new TemporaryApp().WithTimer("Tick"), static handler => handler
            .Answer("Tick", static context =>
            {
                context.Response.Redirect("/Elsewhere");
                return Task.CompletedTask;
            })
            .Answer("Elsewhere", """{"ReturnValue":"there"}"""));

        ((string?)(await run.Host.Triggers.FireTimerAsync("Tick", cancellationToken: Stop)).ReturnValue).ShouldBe("there");
    }

    private static Task<HostedHandler> StartHttpAsync() => HostedHandler.StartAsync(
        new TemporaryApp().WithFunction(
            "H",
            new { name = "req", type = "httpTrigger", direction = "in", authLevel = "function", methods = (string[])["post"], route = "things/{id}" },
            new { name = "client", type = "durableClient", direction = "in" },
            new { name = "res", type = "http", direction = "out" }),
        static handler => handler.Answer("H", """{"Outputs":{"res":{"statusCode":"201","headers":{"X-A":"b"},"body":"made"}}}"""));
}
