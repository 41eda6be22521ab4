using System.Reflection;
using System.Reflection.Emit;
using ClinSeek.Peers.FunctionsHost.Apps;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace ClinSeek.Peers.DurableExtension;

/// <summary>
/// The functions of an app folder as the methods that the WebJobs SDK looks for, made at run time as the Functions host makes
/// its own: <c>Task&lt;string&gt; Name(string context)</c> for an orchestrator, <c>Task&lt;object&gt; Name(string input, string instanceId)</c>
/// for an activity. Each passes what it gets to <see cref="HandlerCalls"/>.
/// </summary>
internal sealed class FunctionTypes(AppFolder app) : ITypeLocator
{
    private static readonly MethodInfo Orchestrate = typeof(HandlerCalls).GetMethod(nameof(HandlerCalls.OrchestrateAsync))!;
    private static readonly MethodInfo Act = typeof(HandlerCalls).GetMethod(nameof(HandlerCalls.ActAsync))!;

    public IReadOnlyList<Type> GetTypes()
    {
        ModuleBuilder module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("AppFunctions"), AssemblyBuilderAccess.Run).DefineDynamicModule("AppFunctions");
        TypeBuilder type = module.DefineType("Functions", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Abstract);
        foreach (FunctionDefinition function in app.Functions)
        {
            if (function.Trigger.Is("orchestrationTrigger"))
            {
                Define(type, function, typeof(Task<string>), typeof(OrchestrationTriggerAttribute), [typeof(string)], Orchestrate);
            }
            else if (function.Trigger.Is("activityTrigger"))
            {
                Define(type, function, typeof(Task<object>), typeof(ActivityTriggerAttribute), [typeof(string), typeof(string)], Act);
            }
        }

        return [type.CreateType()];
    }

    private static void Define(TypeBuilder type, FunctionDefinition function, Type returns, Type trigger, Type[] parameters, MethodInfo target)
    {
        MethodBuilder method = type.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, returns, parameters);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(FunctionNameAttribute).GetConstructor([typeof(string)])!, [function.Name]));
        ParameterBuilder first = method.DefineParameter(1, ParameterAttributes.None, function.Trigger.Name);
        first.SetCustomAttribute(new CustomAttributeBuilder(trigger.GetConstructor([])!, []));
        if (parameters.Length > 1)
        {
            method.DefineParameter(2, ParameterAttributes.None, "instanceId");
        }

        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldstr, function.Name);
        for (int index = 0; index < parameters.Length; index++)
        {
            il.Emit(OpCodes.Ldarg, (short)index);
        }

        il.Emit(OpCodes.Call, target);
        il.Emit(OpCodes.Ret);
    }
}
