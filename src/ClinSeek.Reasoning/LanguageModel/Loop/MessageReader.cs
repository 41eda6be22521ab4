using System.Text.Json;
using System.Text.Json.Nodes;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Hypotheses;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using ClinSeek.Reasoning.LanguageModel.Prompts;
using ClinSeek.Reasoning.LanguageModel.Repair;
using ClinSeek.Reasoning.Likelihood.LookUps;
using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>Reads a model's messages against a case: what of them is taken, repaired, refused, and with which answer. Nothing in a message makes it throw.</summary>
internal sealed class MessageReader
{
    private readonly TurnDraft _draft;
    private readonly CaseFile _file;
    private readonly ModelProfile _profile;
    private readonly WireNames _names;
    private readonly AIFunctionDeclaration[] _offered;
    private readonly List<AnsweredCall> _answered = [];
    private FinishCall? _ending;

    /// <summary>A reader for the messages of one turn.</summary>
    public MessageReader(TurnDraft draft, ModelProfile profile)
    {
        (_draft, _file, _profile) = (draft, draft.File, profile);
        _names = new WireNames(_file.Tools);
        _offered = [.. OfferedTools.Seeking(_file, profile)];
        Guard = new LoopGuard(_file, profile.Repeats);
    }

    /// <summary>What notices repetitions.</summary>
    public LoopGuard Guard { get; }

    /// <summary>Whether a name is a tool's: for calls in the dialects.</summary>
    public bool Knows(string name) => _names.Knows(name);

    /// <summary>Reads a message.</summary>
    public MessageOutcome Read(ModelExchange exchange)
    {
        (_ending, int before) = (null, _draft.Calls.Count);
        _answered.Clear();
        if (exchange is { Form: { } form and not ModelCaller.NativeForm })
        {
            _draft.Note(TurnNoteKind.DialectRead, form);
        }

        foreach (SaidCall said in exchange.Calls)
        {
            string id = _draft.FreeId(said.Id, _answered);
            JsonObject? arguments = CallArguments.Read(said.Arguments, out bool mended);
            int made = _draft.Calls.Count;
            string reply = arguments is null || (mended && exchange.WasCut) ? Unreadable(exchange.WasCut) : Take(said.Name.Trim(), arguments, mended, id);
            _answered.Add(new AnsweredCall(id, said.Name.Trim(), arguments is null ? "{}" : CallArguments.Write(arguments), _draft.Calls.Count > made ? _draft.Calls.Count : null, reply));
        }

        return new MessageOutcome(_draft.Keep([.. _answered]), _ending, _draft.Calls.Count - before);
    }

    private static string Unreadable(bool cut) => cut
        ? "Your answer was cut at the limit of tokens before this call was complete; send it again, shorter."
        : "The arguments are not a JSON object; send the call again with valid JSON.";

    private string Take(string name, JsonObject arguments, bool mended, string id)
    {
        if (mended)
        {
            _draft.Note(TurnNoteKind.ArgumentsRepaired, $"{name}: not JSON as written");
        }

        if (StructuredTools.IsUpdate(name))
        {
            return TakeHypotheses(arguments);
        }

        return StructuredTools.IsFinish(name) ? TakeEnding(arguments) : TakeTool(name, arguments, id);
    }

    private string TakeHypotheses(JsonObject arguments)
    {
        Fit(StructuredTools.Hypotheses, arguments);
        if (Parse<HypothesisUpdate>(arguments) is not { IsEmpty: false } update)
        {
            return "update_hypotheses needs changes, a list of objects.";
        }

        HashSet<EvidenceId> known = [.. _file.Evidence.Select(static item => item.Id)];
        (IReadOnlyList<HypothesisEvent> events, IReadOnlyList<string> problems) = update.Read(_draft.Board, known);
        _draft.Events.AddRange(events);
        _draft.Considered.UnionWith(update.ConsideredIds.Concat(events.SelectMany(static change => change.Evidence)));
        _draft.OpenQuestions = update.OpenQuestions ?? _draft.OpenQuestions;
        return problems.Count == 0 ? "Recorded." : Refused(StructuredTools.UpdateHypotheses, "Not recorded: " + string.Join("; ", problems));
    }

    private string TakeEnding(JsonObject arguments)
    {
        Fit(StructuredTools.Ending, arguments);
        _ending = FinishResponse.Read(JsonSerializer.SerializeToElement(arguments)) ?? (Parse<FinishCall>(arguments) is { Ends: true } ending ? ending : null);
        return _ending is null ? Refused(StructuredTools.Finish, "finish needs an answer or an abstention, and claims as objects with text and citations.") : "Taken.";
    }

    private string TakeTool(string name, JsonObject arguments, string id)
    {
        if (_file.FinishOnly)
        {
            return Refused(name, "The budget is spent; call finish.");
        }

        if (_names.Restore(name) is not { } canonical)
        {
            return Refused(name, $"There is no such tool. Tools: {string.Join(", ", _offered.Select(static tool => WireNames.ToWire(tool.Name)))}.");
        }

        if (canonical != name && WireNames.ToWire(canonical) != name)
        {
            _draft.Note(TurnNoteKind.NameRepaired, $"{name} read as {canonical}");
        }

        if (Preconditions.Unmet(canonical, _file) is { } unmet)
        {
            return Refused(canonical, unmet);
        }

        if (!_profile.Offers(canonical))
        {
            return Refused(canonical, $"{canonical} is not among your tools. They are: {string.Join(", ", _offered.Select(static tool => WireNames.ToWire(tool.Name)))}.");
        }

        Fit(_file.Tools.First(tool => tool.Name == canonical), arguments);
        return TakeCall(new ToolCall(canonical, CallArguments.Write(arguments), id));
    }

    private string TakeCall(ToolCall call)
    {
        if (_draft.Calls.Exists(one => ToolCalls.Same(one, call)))
        {
            return "The same call stands in this step already; this one was left out.";
        }

        if (Guard.Check(call) is { } repeated)
        {
            _draft.Considered.Add(repeated.Earlier);
            _draft.Note(TurnNoteKind.Repeated, $"{repeated.Earlier} {call.Name}, asked {repeated.Times} times");
            return Guard.Reply(repeated.Earlier, repeated.Times);
        }

        if (_draft.Calls.Count >= (_profile.ParallelCalls ? _profile.CallsPerStep : 1))
        {
            return Refused(call.Name, _profile.ParallelCalls ? "Too many calls in one step; this one was left out. Make it in the next step if you still need it." : "One call a step; this one was left out.");
        }

        if (ToolRooms.IsBrowser(call.Name) && _draft.Calls.Count(static one => ToolRooms.IsBrowser(one.Name)) >= _file.Left.BrowserCalls)
        {
            return Refused(call.Name, "The budget of browser calls is spent with the calls before this one; it was left out.");
        }

        _draft.Calls.Add(call);
        return "Taken.";
    }

    private string Refused(string name, string why)
    {
        _draft.Note(TurnNoteKind.Refused, $"{name}: {why}");
        return why;
    }

    private void Fit(AIFunctionDeclaration tool, JsonObject arguments)
    {
        IReadOnlyList<string> changes = ArgumentFit.Apply(tool, arguments);
        if (changes.Count > 0)
        {
            _draft.Note(TurnNoteKind.ArgumentsRepaired, $"{tool.Name}: {string.Join("; ", changes)}");
        }
    }

    private static T? Parse<T>(JsonObject arguments)
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
