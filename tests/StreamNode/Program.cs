using RemoteAssist.StreamNode;

// A process of a little cluster, driven by lines on its standard input; NodeProcess is the other end.
return args switch
{
    ["silo", var provider, var primary] => await SiloNode.RunAsync(provider, primary),
    ["relay"] => await RelayNode.RunAsync(),
    ["client", "raw", var address] => await ClientNode.RunAsync(await RawTransport.ConnectAsync(address)),
    ["client", var provider, var gateways] => await ClientNode.RunAsync(await OrleansTransport.ConnectAsync(provider, gateways)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: silo live|memory PRIMARY-PORT|- | relay | client live|memory GATEWAY-PORT[,…] | client raw PORT");
    return 2;
}
