using System.Net;
using System.Text;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Tests.Testing;

namespace ClinSeek.Durable.Tests.Client;

/// <summary>Answers that the local host never gives and the extension may.</summary>
public sealed class HttpClientAnswerTests : IDisposable
{
    private const string Running = """{"name":"F","instanceId":"i","runtimeStatus":"Running","input":null,"customStatus":null,"output":null,"createdTime":"2026-01-02T03:04:05Z","lastUpdatedTime":"2026-01-02T03:04:06Z"}""";

    private readonly ScriptedHandler handler = new();
    private readonly InstantTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpDurableTaskClient Client => new(new HttpClient(handler), new DurableClientBinding(new Uri("http://host/base"), "code=k"), new HttpDurableTaskClientOptions { TimeProvider = time });

    public void Dispose() => handler.Dispose();

    [Fact]
    public async Task Wait_RunningThenDone_SleepsAsLongAsTheHostSays()
    {
        handler.Answer(HttpStatusCode.Accepted, Running, ("Retry-After", "7"));
        handler.Answer(HttpStatusCode.Accepted, Running);
        handler.Answer(HttpStatusCode.OK, Running.Replace("Running", "Completed"));

        (await Client.WaitForInstanceCompletionAsync("i", cancellationToken: Token)).IsCompleted.ShouldBeTrue();

        time.Slept.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public async Task Get_HostBusy_IsAskedAgainAfterItsPause()
    {
        handler.Answer(HttpStatusCode.ServiceUnavailable, "temporarily unavailable", ("Retry-After", "3"));
        handler.Answer(HttpStatusCode.TooManyRequests, "");
        handler.Answer(HttpStatusCode.Accepted, Running);

        var found = await Client.GetInstanceAsync("i", cancellationToken: Token);

        found!.CreatedAt.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        time.Slept.ShouldBe([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public async Task Terminate_HostBusy_IsNotRepeated()
    {
        handler.Answer(HttpStatusCode.ServiceUnavailable, "busy");

        await Should.ThrowAsync<HttpRequestException>(Client.TerminateInstanceAsync("i", cancellationToken: Token));

        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Unauthorized_AnyCall_SaysSoWithoutTheKey()
    {
        handler.Answer(HttpStatusCode.Unauthorized, "");

        var fault = await Should.ThrowAsync<HttpRequestException>(Client.GetInstanceAsync("i", cancellationToken: Token));

        fault.Message.ShouldBe("The durable management API answered 401. The key in the binding's query is not accepted.");
    }

    [Theory]
    [InlineData("System.TimeoutException: took too long: really", "System.TimeoutException", "took too long: really")]
    [InlineData("no type here", "(unknown)", "no type here")]
    public async Task Failed_Output_IsTheFailure(string output, string type, string message)
    {
        handler.Answer(HttpStatusCode.OK, Running.Replace("Running", "Failed").Replace("\"output\":null", $"\"output\":\"{output}\""));

        var failure = (await Client.GetInstanceAsync("i", cancellationToken: Token))!.FailureDetails!;

        (failure.ErrorType, failure.ErrorMessage).ShouldBe((type, message));
    }

    [Fact]
    public async Task List_EmptyTokenAndEmptyPage_EndsAtTheEmptyTokenOnly()
    {
        handler.Answer(HttpStatusCode.OK, "[]", ("x-ms-continuation-token", "next"));
        handler.Answer(HttpStatusCode.OK, $"[{Running}]", ("x-ms-continuation-token", ""));

        (await Client.GetAllInstancesAsync().ToArrayAsync(Token)).Length.ShouldBe(1);

        handler.Requests[1].Headers.GetValues("x-ms-continuation-token").ShouldBe(["next"]);
    }

    [Fact]
    public async Task Purge_InstanceThatRunsAgain_CountsAsNone()
    {
        handler.Answer(HttpStatusCode.OK, Running.Replace("Running", "Completed"));
        handler.Answer(HttpStatusCode.PreconditionFailed, "");

        (await Client.PurgeInstanceAsync("i", Token)).PurgedInstanceCount.ShouldBe(0);
    }

    [Fact]
    public async Task PurgeAll_WithoutBounds_NamesTheOneTheApiDemands()
    {
        handler.Answer(HttpStatusCode.OK, """{"instancesDeleted":3}""");

        (await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Token)).PurgedInstanceCount.ShouldBe(3);

        handler.Requests[0].RequestUri!.Query.ShouldBe("?code=k&createdTimeFrom=2000-01-01T00%3A00%3A00.0000000Z&runtimeStatus=Completed%2CFailed%2CTerminated%2CCanceled");
    }

    [Fact]
    public async Task Schedule_ConflictDecidedByTheHost_IsTheSameRefusal()
    {
        handler.Answer(HttpStatusCode.NotFound, "");
        handler.Answer(HttpStatusCode.Conflict, "");
        handler.Answer(HttpStatusCode.Accepted, Running);

        var refusal = await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            Client.ScheduleNewOrchestrationInstanceAsync("F", null, new StartOrchestrationOptions { InstanceId = "i" }, Token));

        (refusal.InstanceId, refusal.Status).ShouldBe(("i", OrchestrationRuntimeStatus.Running));
    }

    private sealed class ScriptedHandler : HttpMessageHandler
    {
        private readonly Queue<HttpResponseMessage> answers = new();

        public List<HttpRequestMessage> Requests { get; } = [];

        public void Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
        {
            var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers)
                answer.Headers.TryAddWithoutValidation(name, value);
            answers.Enqueue(answer);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(answers.Dequeue());
        }
    }
}
