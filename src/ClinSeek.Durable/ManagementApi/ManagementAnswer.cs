using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClinSeek.Durable.Client;
using ClinSeek.Durable.Protocol;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Durable.ManagementApi;

/// <summary>Writes the answers of the management API.</summary>
internal static class ManagementAnswer
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>A refusal as Web API hosts write it.</summary>
    public static IResult Refuse(int status, string message) => Json(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Message", message);
        writer.WriteEndObject();
    });

    public static IResult Deleted(int count) => Json(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("instancesDeleted", count);
        writer.WriteEndObject();
    });

    /// <summary>202 with the addresses of a started instance.</summary>
    public static IResult CheckStatus(HttpRequest request, string instanceId, TimeSpan retryAfter)
    {
        var addresses = new ManagementAddresses(request);
        var headers = request.HttpContext.Response.Headers;
        headers.Location = addresses.Status(instanceId);
        headers.RetryAfter = Whole(retryAfter);
        return Json(StatusCodes.Status202Accepted, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", instanceId);
            writer.WriteString("statusQueryGetUri", addresses.Status(instanceId));
            writer.WriteString("sendEventPostUri", addresses.SendEvent(instanceId));
            writer.WriteString("terminatePostUri", addresses.Terminate(instanceId));
            writer.WriteString("purgeHistoryDeleteUri", addresses.Purge(instanceId));
            writer.WriteString("restartPostUri", addresses.Restart(instanceId));
            writer.WriteString("suspendPostUri", addresses.Suspend(instanceId));
            writer.WriteString("resumePostUri", addresses.Resume(instanceId));
            writer.WriteEndObject();
        });
    }

    /// <summary>The status of an instance, under the code that its status has in this API.</summary>
    public static IResult Status(HttpRequest request, OrchestrationMetadata found, IReadOnlyList<HistoryEvent>? history, TimeSpan retryAfter)
    {
        var code = StatusCodes.Status200OK;
        if (!found.IsCompleted)
        {
            code = StatusCodes.Status202Accepted;
            request.HttpContext.Response.Headers.Location = new ManagementAddresses(request).Status(found.InstanceId);
            request.HttpContext.Response.Headers.RetryAfter = Whole(retryAfter);
        }
        else if (found.RuntimeStatus == OrchestrationRuntimeStatus.Failed && ManagementRequest.Flag(request, "returnInternalServerErrorOnFailure", otherwise: false))
        {
            code = StatusCodes.Status500InternalServerError;
        }

        var withInput = ManagementRequest.Flag(request, "showInput", otherwise: true);
        var withOutput = ManagementRequest.Flag(request, "showHistoryOutput", otherwise: false);
        return Json(code, writer => WriteStatus(writer, found, withInput, history, withOutput));
    }

    public static IResult List(HttpRequest request, Page<OrchestrationMetadata> page)
    {
        if (page.ContinuationToken is { } token)
            request.HttpContext.Response.Headers[ManagementCalls.ContinuationHeader] = token;
        var withInput = ManagementRequest.Flag(request, "showInput", otherwise: true);
        return Json(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray();
            foreach (var found in page.Values)
                WriteStatus(writer, found, withInput, null, withHistoryOutput: false);
            writer.WriteEndArray();
        });
    }

    /// <summary>An output by itself.</summary>
    public static IResult Output(string? text) => Json(StatusCodes.Status200OK, writer => WriteTextOrJson(writer, text));

    /// <summary>JSON where the text is JSON, else a string; null where there is none.</summary>
    public static void WriteTextOrJson(Utf8JsonWriter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNullValue();
            return;
        }
        try
        {
            using var document = JsonDocument.Parse(text, Deep);
            document.RootElement.WriteTo(writer);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(text);
        }
    }

    public static IResult Json(int status, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
            write(writer);
        var body = stream.ToArray();
        return new JsonResult(status, body);
    }

    private static void WriteStatus(
        Utf8JsonWriter writer, OrchestrationMetadata found, bool withInput, IReadOnlyList<HistoryEvent>? history, bool withHistoryOutput)
    {
        writer.WriteStartObject();
        writer.WriteString("name", found.Name);
        writer.WriteString("instanceId", found.InstanceId);
        writer.WriteString("runtimeStatus", found.RuntimeStatus.ToString());
        writer.WritePropertyName("input");
        WriteTextOrJson(writer, withInput ? found.SerializedInput : null);
        writer.WritePropertyName("customStatus");
        WriteTextOrJson(writer, found.SerializedCustomStatus);
        writer.WritePropertyName("output");
        WriteTextOrJson(writer, found.SerializedOutput);
        writer.WriteString("createdTime", Time(found.CreatedAt));
        writer.WriteString("lastUpdatedTime", Time(found.LastUpdatedAt));
        if (history is not null)
        {
            writer.WritePropertyName("historyEvents");
            HistoryCompactor.Write(writer, history, withInput, withHistoryOutput);
        }
        if (!string.IsNullOrEmpty(found.Version))
            writer.WriteString("version", found.Version);
        if (found.ParentInstanceId is { } parent)
            writer.WriteString("parentInstanceId", parent);
        writer.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Whole(TimeSpan time) => ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private sealed class JsonResult(int status, byte[] body) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        }
    }
}
