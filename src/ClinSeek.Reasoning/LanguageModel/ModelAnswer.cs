using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.LookUps;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>What one message of a model asks for, read against a case.</summary>
internal sealed class ModelAnswer
{
    private readonly List<(FunctionCallContent Call, string Reply)> _replies = [];

    /// <summary>The changes to hypotheses.</summary>
    public List<HypothesisEvent> Events { get; } = [];

    /// <summary>The tool calls.</summary>
    public List<ToolCall> Calls { get; } = [];

    /// <summary>The end of the case, or null.</summary>
    public FinishCall? Ending { get; private set; }

    /// <summary>Whether something could not be used and the model may repair it.</summary>
    public bool Flawed { get; private set; }

    /// <summary>Whether the message held any call at all.</summary>
    public bool Called => _replies.Count > 0;

    /// <summary>Reads a message; nothing in it makes this throw.</summary>
    public static ModelAnswer Read(ChatResponse response, CaseFile file, HypothesisBoard board, LanguageModelOptions options)
    {
        var answer = new ModelAnswer();
        var names = new WireNames(file.FinishOnly ? [] : file.Tools);
        foreach (FunctionCallContent call in response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>())
        {
            (bool good, string reply) = answer.Take(call, file, board, names, options);
            answer.Flawed |= !good;
            answer._replies.Add((call, reply));
        }

        return answer;
    }

    /// <summary>Takes back that the end was taken: its call is answered with what does not stand.</summary>
    public void SendBack(string why)
    {
        int place = _replies.FindLastIndex(static pair => StructuredTools.IsFinish(pair.Call.Name));
        _replies[place] = (_replies[place].Call, $"Sent back: {why} Correct the claims and call finish again; what does not stand then is left out.");
    }

    /// <summary>Puts the message and a reply to each of its calls behind a conversation.</summary>
    public void Reply(List<ChatMessage> messages, string text)
    {
        List<AIContent> contents = [.. text.Length > 0 ? new AIContent[] { new TextContent(text) } : []];
        contents.AddRange(_replies.Select(static pair => new FunctionCallContent(pair.Call.CallId, pair.Call.Name, pair.Call.Exception is null ? pair.Call.Arguments : new Dictionary<string, object?>())));
        messages.Add(new ChatMessage(ChatRole.Assistant, contents));
        messages.AddRange(_replies.Select(static pair => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(pair.Call.CallId, pair.Reply)])));
    }

    private (bool Good, string Reply) Take(FunctionCallContent call, CaseFile file, HypothesisBoard board, WireNames names, LanguageModelOptions options)
    {
        if (call.Exception is not null)
        {
            return (false, "The arguments are not a JSON object; send the call again with valid JSON.");
        }

        JsonElement arguments = JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>());
        if (call.Name == StructuredTools.UpdateHypotheses)
        {
            HashSet<EvidenceId> known = [.. file.Steps.SelectMany(static step => step.Evidence).Select(static item => item.Id)];
            if (Parse<HypothesisUpdate>(arguments) is not { Changes.Count: > 0 } update)
            {
                return (false, "update_hypotheses needs changes, a list of objects.");
            }

            (IReadOnlyList<HypothesisEvent> events, IReadOnlyList<string> problems) = update.Read(board.Apply(Events), known);
            Events.AddRange(events);
            return problems.Count == 0 ? (true, "Recorded.") : (false, "Not recorded: " + string.Join("; ", problems));
        }

        if (StructuredTools.IsFinish(call.Name))
        {
            Ending = FinishResponse.Read(arguments) ?? (Parse<FinishCall>(arguments) is { Ends: true } ending ? ending : null);
            return Ending is null ? (false, "finish needs an answer or an abstention, and claims as objects with text and citations.") : (true, "Taken.");
        }

        return TakeTool(call, arguments, file, names, options);
    }

    private (bool Good, string Reply) TakeTool(FunctionCallContent call, JsonElement arguments, CaseFile file, WireNames names, LanguageModelOptions options)
    {
        if (names.Restore(call.Name) is not { } name)
        {
            return (false, file.FinishOnly ? "The budget is spent; call finish." : $"There is no such tool. Tools: {string.Join(", ", file.Tools.Select(static tool => WireNames.ToWire(tool.Name)))}.");
        }

        var made = new ToolCall(name, arguments.GetRawText(), call.CallId);
        if (file.Steps.SelectMany(static step => step.Evidence).FirstOrDefault(item => ToolCalls.Same(item.Call, made)) is { } earlier)
        {
            return (false, $"This call was answered as {earlier.Id}; nothing changes when it is repeated. Use that result or ask something else.");
        }

        if (Calls.Exists(one => ToolCalls.Same(one, made)))
        {
            return (true, "The same call stands in this step already; this one was left out.");
        }

        if (Calls.Count >= options.CallsPerStep)
        {
            return (true, "Too many calls in one step; this one was left out.");
        }

        Calls.Add(made);
        return (true, "Taken.");
    }

    private static T? Parse<T>(JsonElement arguments)
        where T : class
    {
        try
        {
            return arguments.Deserialize<T>(EvidenceJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
