using System.Net;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Apps;
using ActionKind = ClinSeek.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;
using Kind = ClinSeek.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>What can break a worker under the Functions host, as far as a normal run shows it. The numbers are those of the contract's list of pitfalls.</summary>
[Collection(TrapCollection.Name)]
public sealed class ObservedTrapTests(TrapHost traps)
{
    private const int Pings = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trap01_AnyEnvelopeForAnyFunction_IsNeverAnsweredWithNothing()
    {
        using var handler = new HttpClient { BaseAddress = traps.App.Host.Handler.Address };
        foreach (FunctionDefinition function in traps.App.Host.App.Functions.Where(static function => !function.IsHttpInAndOut))
        {
            foreach (string body in (string[])["", "null", "{}", "[]", "{", """{"Data":{},"Metadata":{}}""", Data(function, "null"), Data(function, "\\\"x\\\""), Data(function, "\\\"AAAA\\\"")])
            {
                using HttpResponseMessage answer = await handler.PostAsync(function.Name, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
                if (answer.IsSuccessStatusCode)
                {
                    string text = await answer.Content.ReadAsStringAsync(Stop);
                    JsonDocument.Parse(text).RootElement.ValueKind.ShouldBe(JsonValueKind.Object, $"{function.Name} answered «{text}» to «{body}»");
                }
            }
        }
    }

    [Fact]
    public void Trap04_EveryTurn_NamesItsInstance() => traps.Turns.ShouldAllBe(static turn => turn.Response.InstanceId == turn.Request.InstanceId);

    [Fact]
    public void Trap05_ActivityResults_AreTextThatHoldsTheEnvelope()
    {
        string[] results = [.. traps.Instance.History.Where(static happened => happened.TaskCompleted is not null).Select(static happened => happened.TaskCompleted.Result)];

        results.ShouldNotBeEmpty();
        foreach (string result in results)
        {
            string text = JsonSerializer.Deserialize<string>(result)!;
            JsonDocument.Parse(text).RootElement.GetProperty("$durable").GetInt32().ShouldBe(1);
        }
    }

    [Fact]
    public void Trap07_ActivityInputs_AreNotNestedDeeply() =>
        traps.Activities.ShouldAllBe(static activity => Depth(JsonDocument.Parse(activity.Input!, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement) < 32);

    [Fact]
    public void Trap08_Envelopes_AreNeverAnsweredWithARedirect() => traps.Answers.ShouldAllBe(static answer => answer.Answer.Status == HttpStatusCode.OK);

    [Fact]
    public void Trap11_EveryTurn_SendsACustomStatusWithinItsLimit()
    {
        traps.Turns.ShouldAllBe(static turn => turn.Response.CustomStatus != null);
        traps.Turns.ShouldAllBe(static turn => Encoding.Unicode.GetByteCount(turn.Response.CustomStatus) <= 16 * 1024);
    }

    [Fact]
    public void Trap12_Actions_AreOfSupportedKindsWithoutReservedNames()
    {
        OrchestratorAction[] actions = [.. traps.Turns.SelectMany(static turn => turn.Response.Actions)];

        actions.Select(static action => action.OrchestratorActionTypeCase).ShouldBeSubsetOf(
            [ActionKind.ScheduleTask, ActionKind.CreateSubOrchestration, ActionKind.CreateTimer, ActionKind.SendEvent, ActionKind.CompleteOrchestration]);
        actions.Where(static action => action.ScheduleTask is not null).ShouldAllBe(
            static action => !action.ScheduleTask.Name.StartsWith('@') && !action.ScheduleTask.Tags.ContainsKey("MS_DurableFunctions_SourceInstanceId"));
    }

    [Fact]
    public void Trap14_Completion_LeavesNothingOpen()
    {
        traps.Instance.Status.ShouldBe(OrchestrationStatus.Completed);
        Open(traps.Instance.History).ShouldBe(0);
    }

    [Fact]
    public void Trap15_EveryTurn_ActsOrWaitsForWhatItScheduled() => traps.Turns.ShouldAllBe(
        static turn => turn.Response.Actions.Count > 0 || Open(turn.Request.PastEvents.Concat(turn.Request.NewEvents)) > 0);

    [Fact]
    public void Trap17_HostJson_KeepsExtendedSessionsOff() => traps.App.Host.App.Settings.ExtendedSessions.ShouldBeFalse();

    [Fact]
    public void Trap18_History_IsReplayedWithoutActivityInputs() => traps.Instance.History
        .Where(static happened => happened.TaskScheduled is not null).ShouldAllBe(static happened => happened.TaskScheduled.Input == null);

    [Fact]
    public async Task Trap20_BodyWithoutALength_IsAskedForAgainWithOne()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/cases") { Content = FunctionsApp.Body(new { patient = TrapHost.Patient, question = "?" }) };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage answer = await traps.App.Http.SendAsync(request, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.LengthRequired);
    }

    [Fact]
    public void Trap21_FunctionFolders_HoldFunctionJsonAndNothingElse()
    {
        string root = traps.App.Host.App.Root;
        traps.App.Host.App.Functions.ShouldNotBeEmpty();
        foreach (FunctionDefinition function in traps.App.Host.App.Functions)
        {
            Directory.EnumerateFileSystemEntries(Path.Combine(root, function.Name)).Select(Path.GetFileName).ShouldBe(["function.json"]);
        }
    }

    [Fact]
    public void Trap22_InstanceInput_StaysSmall()
    {
        Encoding.UTF8.GetByteCount(traps.Instance.Input!).ShouldBeLessThan(4 * 1024);
        traps.Activities.ShouldAllBe(static activity => Encoding.UTF8.GetByteCount(activity.Input!) < 45 * 1024);
    }

    [Fact]
    public void Trap24_WhatTheHostMayLog_HoldsNothingOfThePatient()
    {
        var texts = new List<string?> { traps.Instance.Input, traps.Instance.Output, traps.Instance.CustomStatus };
        texts.AddRange(traps.Activities.Select(static activity => activity.Input));
        texts.AddRange(traps.Answers.Select(static answer => Encoding.UTF8.GetString(answer.Answer.Body)).Where(static body => !body.Contains("caseId", StringComparison.Ordinal)));
        texts.AddRange(traps.Turns.Select(static turn => turn.Response.ToString()));
        texts.AddRange(traps.App.Host.Log.Lines);

        foreach (string canary in (string[])["arden", "breath", "dyspn", "heart failure"])
        {
            texts.ShouldNotContain(text => text != null && text.Contains(canary, StringComparison.OrdinalIgnoreCase), canary);
        }
    }

    [Fact]
    public async Task Trap25_Ping_IsAnsweredToAnyoneAndNotLogged()
    {
        using var handler = new HttpClient { BaseAddress = traps.App.Host.Handler.Address };
        int before = traps.App.Host.Log.Lines.Count;

        for (int ping = 0; ping < Pings; ping++)
        {
            ((int)(await handler.GetAsync("", Stop)).StatusCode).ShouldBeLessThan(400);
        }

        // A line of an invocation before may still arrive.
        traps.App.Host.Log.Lines.Skip(before).Count(static line => line.Contains("handler: ", StringComparison.Ordinal)).ShouldBeLessThan(Pings / 2);
    }

    private static string Data(FunctionDefinition function, string text) => $"{{\"Data\":{{\"{function.Trigger.Name}\":\"{text}\"}},\"Metadata\":{{}}}}";

    private static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(static member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static int Open(IEnumerable<HistoryEvent> history) => history.Sum(static happened => happened.EventTypeCase switch
    {
        Kind.TaskScheduled or Kind.TimerCreated or Kind.SubOrchestrationInstanceCreated => 1,
        Kind.TaskCompleted or Kind.TaskFailed or Kind.TimerFired or Kind.SubOrchestrationInstanceCompleted or Kind.SubOrchestrationInstanceFailed => -1,
        _ => 0,
    });
}
