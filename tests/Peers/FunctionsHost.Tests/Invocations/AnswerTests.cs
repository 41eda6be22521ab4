using System.Net;
using System.Text;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Tests.Invocations;

public sealed class AnswerTests
{
    private static readonly FunctionDefinition Function = new("F",
    [
        new BindingDefinition(new JObject { ["name"] = "in", ["type"] = "queueTrigger", ["direction"] = "in" }),
        new BindingDefinition(new JObject { ["name"] = "out", ["type"] = "queue", ["direction"] = "out" }),
        new BindingDefinition(new JObject { ["name"] = "raw", ["type"] = "queue", ["direction"] = "out", ["dataType"] = "binary" }),
    ]);

    [Fact]
    public void Read_DateInReturnValue_IsRewritten() =>
        Returned("""{"ReturnValue":"2026-01-02T03:04:05.120+02:00"}""").ShouldBe("\"2026-01-02T01:04:05.12+00:00\"");

    [Fact]
    public void Read_DateInsideAnObject_IsRewritten() =>
        Returned("""{"ReturnValue":{"at":"2026-01-02T03:04:05.120Z"}}""").ShouldBe("""{"at":"2026-01-02T03:04:05.12Z"}""");

    [Fact]
    public void Read_JsonTextWithADate_IsSafe() =>
        Returned("""{"ReturnValue":"{\"at\":\"2026-01-02T03:04:05.120+02:00\"}"}""").ShouldBe("""
            "{\"at\":\"2026-01-02T03:04:05.120+02:00\"}"
            """);

    [Fact]
    public void Read_Base64LikeOutput_IsBytes()
    {
        IReadOnlyDictionary<string, object?> outputs = Read("""{"Outputs":{"OUT":"abcd","raw":"abcd"}}""")!.Outputs;

        outputs["out"].ShouldBeOfType<byte[]>().ShouldBe(Convert.FromBase64String("abcd"));
        outputs["raw"].ShouldBe("abcd");
    }

    [Fact]
    public void Read_ObjectReturnValue_SpreadsOverOutputs() =>
        Read("""{"ReturnValue":{"out":"not base64!"}}""")!.Outputs["out"]!.ToString().ShouldBe("not base64!");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public void Read_NothingInASuccess_IsNoAnswer(string body) => Read(body).ShouldBeNull();

    [Fact]
    public void Read_ErrorStatus_KeepsOnlyStatusAndReason()
    {
        var failure = Should.Throw<FunctionFailedException>(() => AnswerReader.Read(Function, new HandlerAnswer(HttpStatusCode.InternalServerError, "Because", null, "detail"u8.ToArray())));

        failure.InnerType.ShouldBe("System.Net.Http.HttpRequestException");
        failure.InnerMessage.ShouldBe("Response status code does not indicate success: 500 (Because).");
        failure.Message.ShouldBe("Exception while executing function: Functions.F");
    }

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("{}", "text/plain")]
    [InlineData("{}", null)]
    public void Read_NoJson_Fails(string body, string? contentType) => Should.Throw<FunctionFailedException>(
        () => AnswerReader.Read(Function, new HandlerAnswer(HttpStatusCode.OK, "OK", contentType, Encoding.UTF8.GetBytes(body)))).InnerMessage.ShouldStartWith("Invalid HttpResponseMessage: ");

    private static InvocationResult? Read(string body) =>
        AnswerReader.Read(Function, new HandlerAnswer(HttpStatusCode.OK, "OK", "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body)));

    private static string Returned(string body) => Read(body)!.ReturnValue!.ToString(Formatting.None);
}
