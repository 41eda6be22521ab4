namespace ClinSeek.Reasoning.LanguageModel.Dialects;

/// <summary>How a model is shown tools and writes calls. Whatever a profile says, a call is understood in each of them.</summary>
public enum ToolCallDialect
{
    /// <summary>The provider's own tool calls.</summary>
    Native,

    /// <summary><c>&lt;tool_call&gt;&lt;function=name&gt;&lt;parameter=key&gt;value...</c></summary>
    Xml,

    /// <summary><c>&lt;tool_call&gt;{"name":"...","arguments":{...}}&lt;/tool_call&gt;</c></summary>
    Json,

    /// <summary><c>name({...})</c></summary>
    Inline,

    /// <summary><c>[Tool Call: name({...})]</c></summary>
    Bracket,
}
