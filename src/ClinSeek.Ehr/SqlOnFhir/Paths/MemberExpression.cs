using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>The elements of a name below each item: a plain one, the one of a choice that is there, or the one of the type asked for.</summary>
internal sealed class MemberExpression : PathExpression
{
    private readonly PathExpression? _target;
    private readonly string? _type;
    private readonly byte[] _name;
    private readonly byte[] _siblingName;
    private readonly byte[]? _typedName;
    private readonly byte[]? _typedSiblingName;
    private readonly bool _choice;
    private readonly ulong _bits;
    private readonly NodeFacts? _typed;
    private readonly NodeFacts? _plain;

    /// <param name="target">What it is below; null for the node itself.</param>
    /// <param name="name">The element's name.</param>
    /// <param name="type">The type that <c>ofType()</c> asks for, or null.</param>
    public MemberExpression(PathExpression? target, string name, string? type)
    {
        _target = target;
        _type = type;
        Name = name;
        _name = Encoding.UTF8.GetBytes(name);
        _siblingName = Encoding.UTF8.GetBytes("_" + name);
        _typedName = type is null ? null : Encoding.UTF8.GetBytes(name + FhirTypes.Capital(type));
        _typedSiblingName = type is null ? null : Encoding.UTF8.GetBytes("_" + name + FhirTypes.Capital(type));
        _choice = type is null && FhirTypes.IsChoice(name);
        _bits = ElementNames.BitOf(_name) | (_typedName is null ? 0 : ElementNames.BitOf(_typedName));
        _typed = NodeFacts.OfType(type);
        _plain = NodeFacts.OfType(FhirTypes.OfElement(name));
    }

    public string Name { get; }

    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (_target is null)
        {
            Children(evaluation, self, output);
            return;
        }

        NodeBuffer parents = evaluation.Rent();
        _target.Evaluate(evaluation, self, parents);
        for (int place = 0; place < parents.Count; place++)
        {
            Children(evaluation, parents[place], output);
        }

        evaluation.Return(parents);
    }

    public override Found Find(Evaluation evaluation, in PathNode self, out PathNode item)
    {
        PathNode parent = self;
        Found above = _target is null ? Found.One : _target.Find(evaluation, self, out parent);
        if (above == Found.One && !evaluation.HasSiblings && FindChild(evaluation, parent, out item) is { } found)
        {
            return found;
        }

        item = default;
        return above == Found.Nothing ? above : base.Find(evaluation, self, out item);
    }

    /// <summary>The child of a node whose primitives have nothing beside them; null where the whole way must be gone.</summary>
    private Found? FindChild(Evaluation evaluation, in PathNode parent, out PathNode item)
    {
        item = default;
        if (parent.IsResource ? !_choice && !evaluation.Names.MayHave(_bits) : !parent.IsObject)
        {
            return Found.Nothing;
        }

        if (parent.Json.TryGetProperty(_typedName ?? _name, out JsonElement value))
        {
            return Only(value, _typedName is null ? _plain : _typed, out item);
        }

        return _choice || (_typedName is not null && parent.Json.TryGetProperty(_name, out _)) ? null : Found.Nothing;
    }

    private static Found Only(JsonElement value, NodeFacts? facts, out PathNode item)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return OnlyOf(value, facts, out item);
            case JsonValueKind.Null:
                item = default;
                return Found.Nothing;
            default:
                item = new PathNode(value, facts);
                return Found.One;
        }
    }

    private static Found OnlyOf(JsonElement array, NodeFacts? facts, out PathNode item)
    {
        item = default;
        Found found = Found.Nothing;
        foreach (JsonElement one in array.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Null)
            {
                if (found == Found.One)
                {
                    item = default;
                    return Found.Several;
                }

                item = new PathNode(one, facts);
                found = Found.One;
            }
        }

        return found;
    }

    private void Children(Evaluation evaluation, in PathNode parent, NodeBuffer output)
    {
        if (parent.Computed is not null)
        {
            return;
        }

        // Below a primitive are only the id and the extensions that stand beside it.
        JsonElement element = parent.Json.ValueKind == JsonValueKind.Object ? parent.Json : parent.Sibling;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (_typedName is not null)
        {
            if (Add(evaluation, element, _typedName, _typedSiblingName!, _typed, output))
            {
                return;
            }

            if (element.TryGetProperty(_name, out JsonElement plain))
            {
                NodeBuffer all = evaluation.Rent();
                AddAll(plain, default, _plain, all);
                TypeFilter.Keep(all, _type!, output);
                evaluation.Return(all);
            }

            return;
        }

        if (!Add(evaluation, element, _name, _siblingName, _plain, output) && _choice)
        {
            AddChoice(evaluation, element, output);
        }
    }

    private static bool Add(Evaluation evaluation, JsonElement parent, byte[] name, byte[] siblingName, NodeFacts? facts, NodeBuffer output)
    {
        bool found = parent.TryGetProperty(name, out JsonElement value);
        JsonElement sibling = default;
        if (evaluation.HasSiblings && (!found || value.ValueKind != JsonValueKind.Object))
        {
            found |= parent.TryGetProperty(siblingName, out sibling);
        }

        if (found)
        {
            AddAll(value, sibling, facts, output);
        }

        return found;
    }

    private void AddChoice(Evaluation evaluation, JsonElement parent, NodeBuffer output)
    {
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(property);
            bool beside = name.Length > 0 && name[0] == '_';
            ReadOnlySpan<byte> plain = beside ? name[1..] : name;
            if (plain.Length <= _name.Length || !plain.StartsWith(_name) || FhirTypes.OfSuffix(plain[_name.Length..]) is not { } facts)
            {
                continue;
            }

            JsonElement sibling = default;
            if (beside)
            {
                // With a value present, the value's own turn brings its sibling along.
                if (parent.TryGetProperty(plain, out _))
                {
                    continue;
                }

                AddAll(default, property.Value, facts, output);
            }
            else
            {
                if (evaluation.HasSiblings)
                {
                    parent.TryGetProperty([(byte)'_', .. name], out sibling);
                }

                AddAll(property.Value, sibling, facts, output);
            }

            return;
        }
    }

    /// <summary>An array is its items; a null in it is an item only where something stands beside it.</summary>
    private static void AddAll(JsonElement value, JsonElement sibling, NodeFacts? facts, NodeBuffer output)
    {
        if (value.ValueKind != JsonValueKind.Array && sibling.ValueKind != JsonValueKind.Array)
        {
            AddOne(value, sibling, facts, output);
            return;
        }

        int count = value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 0;
        if (sibling.ValueKind != JsonValueKind.Array)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in value.EnumerateArray())
                {
                    AddOne(item, default, facts, output);
                }
            }

            return;
        }

        int beside = sibling.GetArrayLength();
        for (int place = 0; place < Math.Max(count, beside); place++)
        {
            AddOne(place < count ? value[place] : default, place < beside ? sibling[place] : default, facts, output);
        }
    }

    private static void AddOne(JsonElement value, JsonElement sibling, NodeFacts? facts, NodeBuffer output)
    {
        bool valued = value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
        if (sibling.ValueKind != JsonValueKind.Undefined && (valued || sibling.ValueKind == JsonValueKind.Object))
        {
            output.Add(new PathNode(valued ? value : default, sibling, facts?.Type));
        }
        else if (valued)
        {
            output.Add(new PathNode(value, facts));
        }
    }
}
