using System.Net;
using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;

namespace ClinSeek.Durable.Tests.FunctionsHost.Serving;

public sealed class FunctionsHostMiddlewareTests
{
    private const string Client = "{\"taskHubName\":\"h\",\"httpBaseUrl\":\"http://localhost:7071/runtime/webhooks/durabletask\"}";

    [Fact]
    public async Task Http_EnvelopedRequest_IsAnsweredByTheEndpointOfItsAddress()
    {
        await using var app = await ServedApp.StartAsync();

        var answer = (await app.AnswerAsync("Start", Http("\"Content-Type\":[\"text/plain\"],\"Content-Length\":[\"5\"]", ",\"Body\":\"hello\""))).GetProperty("Outputs").GetProperty("res");

        answer.GetProperty("statusCode").GetInt32().ShouldBe(202);
        answer.GetProperty("headers").GetProperty("Location").GetString().ShouldBe("https://cases.example/api/things/1");
        answer.GetProperty("headers").GetProperty("X-Many").GetString().ShouldBe("a, b");
        answer.GetProperty("headers").GetProperty("Content-Type").GetString().ShouldStartWith("application/json");
        using var body = JsonDocument.Parse(answer.GetProperty("body").GetString()!);
        body.RootElement.GetProperty("body").GetString().ShouldBe("hello");
        body.RootElement.GetProperty("query").EnumerateArray().Select(item => item.GetString()).ShouldBe(["1", "2"]);
        body.RootElement.GetProperty("client").GetString().ShouldBe(Client);
        body.RootElement.GetProperty("id").GetString().ShouldBe("invocation-1");
    }

    [Fact]
    public async Task Http_BodyLostToChunking_IsMarkedForTheEndpoint()
    {
        await using var app = await ServedApp.StartAsync();

        var answer = await app.AnswerAsync("Start", Http("\"Transfer-Encoding\":[\"chunked\"]"));

        answer.GetProperty("Outputs").GetProperty("res").GetProperty("statusCode").GetInt32().ShouldBe(411);
    }

    [Theory]
    [InlineData("/api/nowhere", 404)]
    [InlineData("/api/things/1", 405)]
    public async Task Http_AddressWithoutEndpoint_IsTheCallersError(string path, int status)
    {
        await using var app = await ServedApp.StartAsync();

        var answer = await app.AnswerAsync("Start", Http("", path: path));

        answer.GetProperty("Outputs").GetProperty("res").GetProperty("statusCode").GetInt32().ShouldBe(status);
    }

    [Fact]
    public async Task Proxied_Request_GoesToItsEndpoint()
    {
        await using var app = await ServedApp.StartAsync();

        using var response = await app.GetAsync("/api/things/7");

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("thing 7");
    }

    [Theory]
    [InlineData("Start", "{\"Data\":{}}", 400)]
    [InlineData("Tick", "not json", 400)]
    [InlineData("Take", "{\"Data\":{\"messageTrigger\":\"\\\"boom\\\"\"}}", 500)]
    [InlineData("Nobody", "{\"Data\":{\"x\":\"1\"}}", 404)]
    [InlineData("Rest", "{\"Data\":{\"x\":\"1\"}}", 404)]
    public async Task Invocation_ThatCannotBeServed_FailsWithAReason(string function, string envelope, int status)
    {
        await using var app = await ServedApp.StartAsync();

        var (answered, reason, body) = await app.InvokeAsync(function, envelope);

        (answered, body).ShouldBe((status, ""));
        reason.ShouldNotBeNullOrEmpty();
        reason.ShouldNotContain("boom");
    }

    [Fact]
    public async Task Event_Handled_AnswersAnObject()
    {
        await using var app = await ServedApp.StartAsync();

        (await app.AnswerAsync("Tick", HostEncoding.Envelope(("timerTrigger", "{\"IsPastDue\":false}")))).ValueKind.ShouldBe(JsonValueKind.Object);

        app.HandledEvents.ShouldBe(1);
    }

    [Fact]
    public async Task Probe_AtAnyTime_IsAnswered()
    {
        await using var app = await ServedApp.StartAsync();

        using var response = await app.GetAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HandlerServer_BeforeItIsOpen_KeepsTheProbeWaiting()
    {
        using var server = await HandlerServer.ListenAsync(0, TestContext.Current.CancellationToken);
        var address = server.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient();
        var probe = http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);

        (await Task.WhenAny(probe, Task.Delay(200, TestContext.Current.CancellationToken))).ShouldNotBe(probe);
        server.Open();

        (await probe).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Http(string headers, string more = "", string path = "/api/things?x=1&x=2") => HostEncoding.Envelope(
        ("req", $"{{\"Url\":\"https://cases.example{path}\",\"Method\":\"POST\",\"Query\":{{}},\"Headers\":{{{headers}}},\"Params\":{{}},\"Identities\":[]{more}}}"),
        ("client", HostEncoding.Twice(Client)));
}
