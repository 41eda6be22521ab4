using Microsoft.Extensions.AI;

namespace ClinSeek.Reasoning.LanguageModel;

/// <summary>Adds up the provider's figures of the model calls of a turn; one unknown figure makes the sum unknown.</summary>
internal sealed class UsageSum(string model)
{
    private string _model = model;
    private long? _input = 0;
    private long? _output = 0;

    /// <summary>Adds one answer's figures.</summary>
    public void Add(ChatResponse response)
    {
        _model = response.ModelId ?? _model;
        _input += response.Usage?.InputTokenCount;
        _output += response.Usage?.OutputTokenCount;
    }

    /// <summary>The sum.</summary>
    public ModelUsage Total => new(_model, _input, _output);
}
