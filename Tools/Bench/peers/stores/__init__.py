"""The peers, one file each, behind `stores.peer.Peer`."""
