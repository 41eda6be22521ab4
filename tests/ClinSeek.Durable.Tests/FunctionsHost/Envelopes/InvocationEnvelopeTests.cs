using System.IO.Pipelines;
using System.Text;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;

namespace ClinSeek.Durable.Tests.FunctionsHost.Envelopes;

public sealed class InvocationEnvelopeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"Data\"")]
    [InlineData("{}")]
    [InlineData("{\"Metadata\":{}}")]
    [InlineData("{\"Data\":null}")]
    [InlineData("{\"Data\":[]}")]
    [InlineData("{\"Data\":{\"x\":1}")]
    [InlineData("{\"Data\":{\"x\":}}")]
    [InlineData("{\"Data\":{\"x\":1}} and more")]
    [InlineData("{\"Data\":{\"\\ud800\":1}}")]
    [InlineData("\ufeff{\"Data\":{}}")]
    public void ReadAsync_NoEnvelope_IsNamed(string body) => Should.Throw<MalformedEnvelopeException>(() => EnvelopedTurn.Read(body));

    [Fact]
    public void FindData_AnyOrderCaseAndUnknownMembers_AreTolerated()
    {
        using var envelope = EnvelopedTurn.Read("{\"New\":[{\"a\":1}],\"metadata\":{\"InstanceId\":\"\\\"i\\\"\"},\"data\":{\"CLIENT\":{\"deep\":{\"er\":[1]}},\"x\":\"1\"}}");

        envelope.FindData("client")!.Value.ReadJson().ShouldBe("{\"deep\":{\"er\":[1]}}");
        envelope.FindData("X")!.Value.ReadText().ShouldBe("1");
        envelope.FindMetadata("instanceId")!.Value.ReadText().ShouldBe("i");
        envelope.FindData("y").ShouldBeNull();
    }

    [Fact]
    public void GetData_MissingBinding_SaysWhatToDo()
    {
        using var envelope = EnvelopedTurn.Read("{\"Data\":{}}");

        Should.Throw<MalformedEnvelopeException>(() => envelope.GetData("contextTrigger")).Message.ShouldContain("Publish the app folder again");
    }

    [Fact]
    public async Task ReadAsync_BodyInManyPieces_IsWhole()
    {
        var text = new string('x', 200_000);
        var body = Encoding.UTF8.GetBytes(HostEncoding.Envelope(("x", HostEncoding.Twice(text))));
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var piece in body.Chunk(977))
                await pipe.Writer.WriteAsync(piece);
            await pipe.Writer.CompleteAsync();
        }, TestContext.Current.CancellationToken);

        using var envelope = await InvocationEnvelope.ReadAsync(pipe.Reader, null, TestContext.Current.CancellationToken);
        await writing;

        envelope.GetData("x").ReadText().ShouldBe(text);
    }

    [Fact]
    public void QueueMessage_TextAndJson_StayText()
    {
        using var text = EnvelopedTurn.Read(HostEncoding.Envelope(
            [("messageTrigger", HostEncoding.Twice("hello"))], [("Id", HostEncoding.Twice("m1")), ("DequeueCount", "\"3\"")]));
        using var json = EnvelopedTurn.Read("{\"Data\":{\"messageTrigger\":\"{\\\"a\\\":1}\"},\"Metadata\":{}}");

        QueueMessage.Read(text, "messageTrigger").ShouldBe(new QueueMessage("hello", "m1", 3));
        QueueMessage.Read(json, "messageTrigger").ShouldBe(new QueueMessage("{\"a\":1}", null, 1));
    }

    [Theory]
    [InlineData("{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}", false, null)]
    [InlineData("{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":{\"Last\":\"2026-01-02T03:04:05Z\",\"Next\":\"2026-01-02T03:05:05Z\",\"LastUpdated\":\"2026-01-02T03:04:05Z\"},\"IsPastDue\":true}", true, "2026-01-02T03:04:05Z")]
    public void TimerInfo_AsTheHostSendsIt_IsRead(string member, bool late, string? last)
    {
        using var envelope = EnvelopedTurn.Read(HostEncoding.Envelope(("timerTrigger", member)));

        var timer = TimerInfo.Read(envelope.GetData("timerTrigger"));

        timer.IsPastDue.ShouldBe(late);
        timer.Last.ShouldBe(last is null ? null : DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"topic\":\"t\",\"subject\":\"s\",\"eventType\":\"T\",\"data\":{\"a\":1},\"dataVersion\":\"1\"}")]
    [InlineData("{\"id\":\"1\",\"source\":\"t\",\"subject\":\"s\",\"type\":\"T\",\"specversion\":\"1.0\",\"data\":{\"a\":1}}")]
    public void EventGridEvent_EitherSchema_IsRead(string member)
    {
        using var envelope = EnvelopedTurn.Read(HostEncoding.Envelope(("eventTrigger", member)));

        var published = EventGridEvent.Read(envelope.GetData("eventTrigger"));

        (published.Id, published.Type, published.Source, published.Subject).ShouldBe(("1", "T", "t", "s"));
        published.Data.GetProperty("a").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"id\":\"1\"}")]
    [InlineData("{\"type\":\"T\"}")]
    [InlineData("[]")]
    [InlineData("\"17\"")]
    public void EventGridEvent_NoEvent_IsNamed(string member)
    {
        using var envelope = EnvelopedTurn.Read(HostEncoding.Envelope(("eventTrigger", member)));

        Should.Throw<MalformedEnvelopeException>(() => EventGridEvent.Read(envelope.GetData("eventTrigger")));
    }
}
